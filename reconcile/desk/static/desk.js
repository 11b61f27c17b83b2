// What the pages can do beyond plain forms: keep what is typed when the line drops, print.
"use strict";

const offline = document.getElementById("offline");

function showLine() {
  offline.hidden = navigator.onLine;
}
window.addEventListener("online", showLine);
window.addEventListener("offline", showLine);
showLine();

// A form that is being filled in is kept on this device until the desk has it.
const form = document.querySelector("form#copy");
if (form && form.dataset.keep) {
  const key = form.dataset.keep;
  const own = () => [...form.elements].filter((one) => one.id && one.type !== "file" && one.name);
  const kept = JSON.parse(localStorage.getItem(key) || "{}");
  for (const one of own()) {
    if (!one.value && kept[one.name]) one.value = kept[one.name];
  }
  form.addEventListener("input", () => {
    const texts = Object.fromEntries(own().map((one) => [one.name, one.value]));
    localStorage.setItem(key, JSON.stringify(texts));
  });
}
if (form) {
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      showLine();
      offline.scrollIntoView();
    }
  });
  // Enter leads to the next line, as on paper; a form is sent by its button.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.inputMode !== "numeric") return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("input[inputmode], button.send")];
    fields[fields.indexOf(event.target) + 1].focus();
  });
  for (const one of document.querySelectorAll(".nojs")) one.hidden = true;
}

// The desk has it: this device need not keep it any longer.
const sent = document.querySelector("[data-sent]");
if (sent) localStorage.removeItem(sent.dataset.sent);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
