namespace Sluice.Inspection.Json;

/// <summary>One text of a JSON document: where it stands in the raw bytes, and whose words it is.</summary>
public struct TextSlot
{
    /// <summary>First byte of the content: behind the opening quote, or a number's first character.</summary>
    public int Start { get; set; }

    /// <summary>Length of the content in bytes, as spelled (escapes count as they stand).</summary>
    public int Length { get; set; }

    /// <summary>The name of the property that holds the value: context for the rules. Zero length where the name says nothing.</summary>
    public int NameStart { get; set; }

    public int NameLength { get; set; }

    /// <summary>The lane that the text continues, or <see cref="LaneKey.None"/> for a text that is complete.</summary>
    public LaneKey Lane { get; set; }

    public SlotKind Kind { get; set; }

    public ContentScope Scope { get; set; }

    /// <summary>The provider signed this text: it is never rewritten, only flagged or blocked.</summary>
    public bool Signed { get; set; }

    /// <summary>What it is of a tool's definition or call.</summary>
    public SlotPart Part { get; set; }

    /// <summary>
    /// Where the same document names the tool that the text belongs to; of a name that is defined, where its whole definition stands. Zero length where neither does: in streams an
    /// earlier event may have named the tool.
    /// </summary>
    public int ToolStart { get; set; }

    public int ToolLength { get; set; }
}

/// <summary>How a text is spelled.</summary>
public enum SlotKind : byte
{
    /// <summary>A JSON string.</summary>
    String,

    /// <summary>A JSON string whose content is itself JSON (tool arguments).</summary>
    JsonString,

    /// <summary>A JSON number; redacting it makes it a string.</summary>
    Number,

    /// <summary>A property name.</summary>
    PropertyName,

    /// <summary>Not JSON at all: UTF-8 text as it stands.</summary>
    Raw,
}

/// <summary>
/// A text that continues over the events of a stream: the choice it belongs to, the field it fills and, for tool calls, which one.
/// </summary>
/// <param name="Choice">Index of the choice.</param>
/// <param name="Field">Number of the field within the dialect; 0 is no lane.</param>
/// <param name="Index">Index of the tool call, or a hash that tells fields without a number apart.</param>
public readonly record struct LaneKey(int Choice, int Field, int Index)
{
    public static LaneKey None => default;

    public bool IsNone => Field == 0;

    /// <summary>The text is complete in its slot, though a lane's: the key only ties it to the token probabilities that describe it. Such fields are negative.</summary>
    public bool IsWhole => Field < 0;

    /// <summary>The same text, complete, as one of document <paramref name="number"/> of many.</summary>
    internal LaneKey Of(int number) => IsNone ? this : new LaneKey(Choice, -Math.Abs(Field), HashCode.Combine(Index, number));
}

/// <summary>The token probabilities that describe one token of a lane's text.</summary>
/// <param name="Lane">The lane whose text the token is part of.</param>
/// <param name="Start">First byte of the entry's object in the document.</param>
/// <param name="Length">Length of the entry's object in bytes.</param>
/// <param name="Units">How many UTF-16 units of text the token stands for.</param>
public readonly record struct LogprobEntry(LaneKey Lane, int Start, int Length, int Units);

/// <summary>An array of <see cref="LogprobEntry"/> in the document.</summary>
/// <param name="Lane">The lane that the entries describe.</param>
/// <param name="Start">The byte behind the opening bracket.</param>
/// <param name="Length">Bytes up to the closing bracket.</param>
/// <param name="First">Index of its first entry.</param>
/// <param name="Count">How many entries it has.</param>
public readonly record struct LogprobArray(LaneKey Lane, int Start, int Length, int First, int Count);

/// <summary>A stretch of the document that spells a text once more and cannot be cut along with it: the inside of an object or array, which goes as a whole. Its tokens are texts of a lane.</summary>
/// <param name="Start">The byte behind the opening bracket or brace.</param>
/// <param name="Length">Bytes up to the closing one.</param>
public readonly record struct Spelling(int Start, int Length);

/// <summary>A choice that an event finishes, or one lane of it.</summary>
/// <param name="Choice">Index of the choice.</param>
/// <param name="DeltaStart">The byte behind the opening brace of the choice's delta, or -1 where it has none.</param>
/// <param name="DeltaEmpty">The delta has no members.</param>
/// <param name="Lane">The only lane that ends, or <see cref="LaneKey.None"/> where all of the choice's do.</param>
public readonly record struct ChoiceEnd(int Choice, int DeltaStart, bool DeltaEmpty, LaneKey Lane = default)
{
    /// <summary>Whether a lane ends with it.</summary>
    public bool Ends(LaneKey lane) => Lane.IsNone ? lane.Choice == Choice : lane == Lane;
}

/// <summary>A point in a slot list, to come back to when an index is known that stood behind its texts.</summary>
public readonly record struct SlotMark(int Texts, int Logprobs, int Arrays, int Spellings, int Unknown);
