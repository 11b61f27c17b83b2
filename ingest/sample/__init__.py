"""An invented election and a website that publishes it."""
