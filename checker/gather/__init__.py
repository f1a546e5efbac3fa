"""The only package that touches the network, the browser or the clock: it turns addresses into evidence."""
