"""The learned decision: small logistic models over what the rules found and over words, for what rules miss."""
