namespace Sluice.Governance.Store;

/// <summary>The store did not answer. What was being done did not happen, unless the answer to its commit was what got lost.</summary>
public sealed class StoreUnavailableException(Exception inner) : Exception("The store does not answer.", inner);
