"""The commands of `migratietoets`, one module each; what they import they import late, so that --help is quick."""
