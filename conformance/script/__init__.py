"""What a case describes, in symbols, made into messages, instructions and events."""
