namespace Sluice.Inspection.Policies;

/// <summary>What happens to a finding, weakest first.</summary>
public enum Decision : byte
{
    /// <summary>Nothing was found, or it was exempted.</summary>
    None,

    /// <summary>Recorded only.</summary>
    Flag,

    /// <summary>Replaced by a placeholder on the way to the provider, and restored in its answer.</summary>
    Tokenize,

    /// <summary>Replaced by asterisks of the same length.</summary>
    Mask,

    /// <summary>Replaced by a label.</summary>
    Redact,

    /// <summary>The request is refused, the answer ended.</summary>
    Block,
}

/// <summary>Whether decisions are carried out.</summary>
public enum PolicyMode : byte
{
    Enforce,

    /// <summary>Decide and record, change nothing, hold nothing back.</summary>
    Monitor,
}

/// <summary>What happens when a detector fails or times out.</summary>
public enum FailureMode : byte
{
    /// <summary>Closed: the exchange is refused.</summary>
    Block,

    /// <summary>Open: the exchange goes on uninspected, and is counted.</summary>
    Allow,
}

/// <summary>What happens to bodies of paths that no dialect knows, and to parts and events of types that none knows.</summary>
public enum UnknownMode : byte
{
    /// <summary>JSON is visited string by string, numbers and property names included; a stream in an unknown grammar is refused.</summary>
    Scan,

    /// <summary>They are refused; a stream ends with an error where one comes.</summary>
    Refuse,

    /// <summary>They pass unread.</summary>
    Pass,
}
