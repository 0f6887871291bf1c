using System.Buffers;

namespace Sluice.Inspection.Detection.Validators;

/// <summary>Tells values that somebody generated or chose as a secret from placeholders, identifiers and code.</summary>
internal static class SecretText
{
    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
        ["example", "placeholder", "changeme", "change_me", "change-me", "your", "dummy", "redacted", "xxxx", "****", "....", "replace", "insert", "null", "undefined", "_here", "-here", "todo"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Code = SearchValues.Create("(){}[]<>$");

    private static readonly SearchValues<char> Joints = SearchValues.Create("_-./:+=~%");

    /// <summary>Bits per character that a vendor's random part always exceeds; <c>xxxxxxxx</c> and <c>00000000</c> do not.</summary>
    private const double LeastRandomBits = 2.8;

    /// <summary>Behind a vendor's prefix: anything but a row of the same few characters.</summary>
    public static bool IsRandom(ReadOnlySpan<char> candidate) => Entropy.BitsPerCharacter(candidate) >= LeastRandomBits;

    /// <summary>A machine-made key behind a name such as <c>api_key</c>: letters and digits mixed, no placeholder, not words joined by punctuation.</summary>
    public static bool IsKey(ReadOnlySpan<char> candidate)
    {
        var digits = Digits.Count(candidate);
        return (digits >= 2 || (digits == 1 && Entropy.BitsPerCharacter(candidate) >= 4))
            && digits < candidate.Length
            && IsRandom(candidate)
            && !candidate.ContainsAny(Placeholders)
            && !IsJoinedWords(candidate)
            && Changes(candidate) * 5 >= candidate.Length;
    }

    /// <summary>A password behind a name such as <c>password</c>: at least two kinds of characters, no placeholder, no code.</summary>
    public static bool IsPassword(ReadOnlySpan<char> candidate)
    {
        if (candidate.ContainsAny(Placeholders) || IsTemplate(candidate) || IsCall(candidate) || IsJoinedWords(candidate))
            return false;

        bool lower = false, upper = false, digit = false, mark = false;
        foreach (var c in candidate)
        {
            lower |= char.IsAsciiLetterLower(c);
            upper |= char.IsAsciiLetterUpper(c);
            digit |= char.IsAsciiDigit(c);
            mark |= !char.IsAsciiLetterOrDigit(c);
        }

        var kinds = (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (mark ? 1 : 0);
        return kinds >= 2 && (digit || kinds >= 3 || Changes(candidate) * 5 >= candidate.Length * 3) && Entropy.BitsPerCharacter(candidate) >= 2;
    }

    /// <summary>The password of a connection string: anything but a variable that is filled in elsewhere.</summary>
    public static bool IsNoTemplate(ReadOnlySpan<char> candidate) => !IsTemplate(candidate) && !candidate.ContainsAny(Placeholders);

    /// <summary>The credentials of HTTP Basic: base64 of text with a colon (RFC 7617).</summary>
    public static bool IsBasicCredentials(ReadOnlySpan<char> candidate)
    {
        if (candidate.Length % 4 != 0)
            return false;
        Span<byte> decoded = stackalloc byte[768];
        return candidate.Length <= 1_024 && Convert.TryFromBase64Chars(candidate, decoded, out var written) && decoded[..written].Contains((byte)':');
    }

    /// <summary><c>${PASSWORD}</c>, <c>{{ password }}</c>, <c>%s</c>, <c>%(password)s</c>, <c>[password]</c>, <c>@Model.Password</c>.</summary>
    private static bool IsTemplate(ReadOnlySpan<char> text) =>
        text.StartsWith("${") || text.StartsWith("$(") || text[0] is '{' or '[' or '<' || text.SequenceEqual("%s") || text.StartsWith("%(") || text.StartsWith("#{")
        || (text[0] == '$' && text[1..].IndexOfAnyExceptInRange('A', '_') < 0);

    /// <summary>A function call, an index or a type argument: <c>get_password()</c>, <c>os.environ["X"]</c>.</summary>
    private static bool IsCall(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Code);
        if (at <= 0 || text[at] is not ('(' or '[' or '<'))
            return false;
        foreach (var c in text[..at])
        {
            if (!char.IsAsciiLetter(c) && c is not ('_' or '.' or ':'))
                return false;
        }

        return true;
    }

    /// <summary>Two or more parts, each of letters alone, of letters and at most two digits, or of at most four digits: a path, a version, a name.</summary>
    private static bool IsJoinedWords(ReadOnlySpan<char> text)
    {
        var parts = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny(Joints);
            var part = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (part.IsEmpty)
                continue;
            parts++;
            if (!IsWord(part))
                return false;
        }

        return parts >= 2;
    }

    private static bool IsWord(ReadOnlySpan<char> part)
    {
        var letters = 0;
        while (letters < part.Length && char.IsAsciiLetter(part[letters]))
            letters++;
        foreach (var c in part[letters..])
        {
            if (!char.IsAsciiDigit(c))
                return false;
        }

        return part.Length - letters <= (letters == 0 ? 4 : 2);
    }

    /// <summary>How often neighbours differ in kind (lower, upper, digit, other): rare in words, frequent in random text.</summary>
    private static int Changes(ReadOnlySpan<char> text)
    {
        var changes = 0;
        for (var i = 1; i < text.Length; i++)
            changes += Kind(text[i]) == Kind(text[i - 1]) ? 0 : 1;
        return changes;
    }

    private static int Kind(char c) => char.IsAsciiLetterLower(c) ? 0 : char.IsAsciiLetterUpper(c) ? 1 : char.IsAsciiDigit(c) ? 2 : 3;
}
