import "cbor-x";
