namespace Sluice.Inspection.Policies;

/// <summary>What a file is.</summary>
internal enum MediaKind : byte
{
    Image,
    Audio,
    Video,

    /// <summary>PDF, office documents and other archives.</summary>
    Document,

    /// <summary>None of the known.</summary>
    Binary,

    /// <summary>Not governed as a file: decoded and scanned.</summary>
    Text,
}
