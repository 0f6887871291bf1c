namespace Sluice.Inspection.Matching;

/// <summary>Accepts or rejects a candidate that a pattern found (a checksum, an entropy bound). Sees the taken text only, never its context.</summary>
public delegate bool PatternValidator(ReadOnlySpan<char> candidate);

/// <summary>
/// One rule of the matching engine. <see cref="Pattern"/>, <see cref="Context"/> and the tail's end marker are written in the regular subset of
/// .NET's regular expressions: classes, groups, <c>| * + ? {n,m}</c>, <c>\b \B ^ $</c>, look-around of one unit, <c>(?i)</c>.
/// What lies outside (back-references, longer look-around) is refused by <see cref="PatternSet.Compile"/> with the reason and the position.
/// </summary>
public sealed record PatternRule
{
    /// <summary>Full name of the rule, for example <c>secrets/aws-access-key-id</c>; unique within a set.</summary>
    public required string Name { get; init; }

    /// <summary>The text that is taken (redacted, flagged). Must not match the empty text.</summary>
    public required string Pattern { get; init; }

    /// <summary>If given, what must end exactly where the match starts, for example <c>api_key = "</c>. Context is never taken and never held back.</summary>
    public string? Context { get; init; }

    /// <summary>If given, a match of <see cref="Pattern"/> commits, and everything after it is taken up to the tail's end (a PEM key, a JWT's last part).</summary>
    public PatternTail? Tail { get; init; }

    /// <summary>If given, every candidate end is tried, longest first, until one is accepted. Not allowed together with <see cref="Tail"/>.</summary>
    public PatternValidator? Validator { get; init; }
}

/// <summary>
/// How far a span rule reaches behind its head. The tail ends before the first unit outside <see cref="Allowed"/>, behind the first occurrence of
/// <see cref="EndMarker"/> that begins behind the head, at <see cref="Limit"/> units behind the head, or at the text's end: whichever comes first.
/// </summary>
/// <param name="Allowed">A character class, for example <c>[A-Za-z0-9_-]</c>.</param>
/// <param name="EndMarker">A pattern whose first end closes the span, or null: the span then runs as long as the class does.</param>
/// <param name="Limit">Longest tail in UTF-16 units. Reaching it marks the span as overflown: nothing behind it may be released.</param>
public sealed record PatternTail(string Allowed, string? EndMarker, int Limit);
