"""What commands share: options, settings, output and completion."""
