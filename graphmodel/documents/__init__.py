"""What people write as TOML: keys with their lines, selectors, and every fault at once."""
