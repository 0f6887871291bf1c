using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection;

/// <summary>
/// The parts that the built-in rules share. The guards are ASCII on purpose: <c>\b</c> sees a word character in the ideograph before a key
/// and would let the key pass.
/// </summary>
internal static class Shape
{
    /// <summary>Not inside an ASCII word.</summary>
    public const string WordStart = "(?<![A-Za-z0-9_])";

    /// <summary>The ASCII word ends here.</summary>
    public const string WordEnd = "(?![A-Za-z0-9_])";

    /// <summary>
    /// Left guard of a vendor's prefix. Letters that end an escape written out in the text (<c>\n</c>, <c>\t</c>, <c>%3D</c>, <c>\u003D</c>)
    /// may stand before the prefix: a key behind a literal <c>\n</c> is still a key.
    /// </summary>
    public const string PrefixStart = "(?<![ac-eg-mo-qsu-zG-Z_])";

    /// <summary>
    /// Between a name and its value: closing quote, separator, opening quote (both perhaps escaped), as in <c>"key": "</c>, <c>key=</c>,
    /// <c>\"key\":\"</c>, <c>key => '</c>, <c>&lt;key></c>. Ends where the value starts.
    /// </summary>
    public const string Assign = """(?:\\?["'`])?\]?[ \t]*(?:=>|:=|[:=>])[ \t]*(?:\\?["'`])?""";

    /// <summary>As <see cref="Assign"/>, for words as well: <c>passport number is </c>, <c>SSN </c>, <c>"ssn": "</c>.</summary>
    public const string Says = """(?:\\?["'`])?[ \t]*(?:(?:is|was)[ \t]*)?[:=#,-]?[ \t]*(?:\\?["'`])?""";

    /// <summary>Longest key behind its head: far more than any vendor gives out.</summary>
    private const int OpenLimit = 16_384;

    /// <summary>What may follow the word that names a number: <c>no.</c>, <c>number</c>, <c>#</c>.</summary>
    public const string NumberWord = "(?:[ _-]?(?:no\\.?|nr\\.?|num(?:ber|mer)?|n[°º]|id|code|#))?";

    /// <summary>A rule of a detector. <paramref name="variant"/> tells several rules of one detector apart.</summary>
    public static PatternRule Of(string pattern, string? context = null, PatternValidator? validator = null, PatternTail? tail = null, string variant = "") => new()
    {
        Name = variant,
        Pattern = pattern,
        Context = context,
        Validator = validator,
        Tail = tail,
    };

    /// <summary>A vendor's prefix and what follows it, behind the left guard for prefixes.</summary>
    public static PatternRule Prefixed(string pattern, PatternValidator? validator = null, string variant = "") =>
        Of(PrefixStart + "(?:" + pattern + ")", validator: validator, variant: variant);

    /// <summary>
    /// A vendor's prefix with the fewest characters that a key has, and all that follow in <paramref name="run"/>. For keys of any length whose
    /// characters may hold the prefix again: a pattern would run to the longest match from every such place, a tail runs once.
    /// </summary>
    public static PatternRule Open(string head, string run, string variant = "") =>
        Of(PrefixStart + "(?:" + head + ")", tail: new(run, null, OpenLimit), variant: variant);
}
