# The web desk: tokens of machines that read through the API.
tokens-title = Tokens of machines
tokens-how = A machine that has a token reads what the desk shows, as JSON, CSV or Parquet, and changes nothing. What can be asked is described at
tokens-make = Make a token
tokens-made = Token of { $name }; write it down now, it is not shown again:
tokens-machine = Machine
tokens-again = A new token of the same machine takes the place of the one it had.
tokens-end = End
tokens-end-of = End the token of { $name }
tokens-none = This machine has no token.
tokens-refused = This is no name, or no role that a machine can have.
tokens-all = { $number ->
    [one] { $number } machine
   *[other] { $number } machines
}
