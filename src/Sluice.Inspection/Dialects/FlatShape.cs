using System.Text;

namespace Sluice.Inspection.Dialects;

/// <summary>An answer whose text is one member of one object, whole or in a stream of such objects, as older completions are.</summary>
/// <param name="text">The member that holds the text.</param>
/// <param name="stop">The member that says why the text ended; no string before it has.</param>
/// <param name="blocked">What stands there when a filter ended it.</param>
internal sealed class FlatShape(string text, string stop, string blocked)
{
    public byte[] Text { get; } = Encoding.UTF8.GetBytes(text);

    public byte[] Stop { get; } = Encoding.UTF8.GetBytes(stop);

    public byte[] Blocked { get; } = Encoding.UTF8.GetBytes(blocked);

    /// <summary>The list of objects that a whole answer wraps its texts in, or empty.</summary>
    public byte[] List { get; init; } = [];

    /// <summary>Members that count input and output tokens; empty where there are none.</summary>
    public byte[] InputTokens { get; init; } = [];

    public byte[] OutputTokens { get; init; } = [];

    /// <summary>The name that a stream's events have, or empty.</summary>
    public byte[] EventName { get; init; } = [];

    /// <summary>Members that every event of a stream has besides, as JSON without braces.</summary>
    public byte[] Members { get; init; } = [];
}
