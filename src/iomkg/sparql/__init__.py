"""The SPARQL 1.1 protocols as a client speaks them: to a service that is only asked, or a server that holds a store."""
