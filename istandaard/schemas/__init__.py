"""The shape of the messages as data, and the XSD files that follow from it."""
