namespace Sluice.Governance.Store;

/// <summary>What is to be unique is there already.</summary>
internal sealed class DuplicateException(Exception inner) : Exception("Something that is to be unique is there already.", inner);
