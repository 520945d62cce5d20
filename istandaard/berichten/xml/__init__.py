"""From a message to XML and back: writing, the one safe parser, schemas, and what is wrong in Dutch."""
