"""The rules of the information model about the content of messages."""
