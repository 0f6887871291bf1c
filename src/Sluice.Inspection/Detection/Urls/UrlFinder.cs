using System.Buffers;

namespace Sluice.Inspection.Detection.Urls;

/// <summary>Finds addresses in a text: those with a scheme, www., defanged ones, and on request whatever has a dot between letters.</summary>
/// <param name="text">The text.</param>
/// <param name="bare">Whether names without a scheme are addresses, too.</param>
internal ref struct UrlFinder(ReadOnlySpan<char> text, bool bare)
{
    /// <summary>Longest address; what is longer is read up to here.</summary>
    private const int Longest = 8_192;

    private const int LongestScheme = 32;

    private static readonly SearchValues<string> Marks = SearchValues.Create(["://", "www.", "script:", "data:", "[.]", "(.)", "[dot]", "(dot)"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What no address goes on with.</summary>
    private static readonly SearchValues<char> Delimiters = SearchValues.Create(
        " \t\r\n\f\v\0<>\"`^|{}\u00A0\u2028\u2029\u3000\u3001\uFF0C\u300D\u300C\u300F\u300E\u3011\u3010\uFF09\uFF08\uFF1B\uFF1A\u201C\u201D\u2018\u2019\u00BB\u00AB\u2026");

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _dot = -1;
    private int _mark = -1;

    /// <summary>The next address, in the order of the text.</summary>
    public bool TryNext(out UrlSpan span)
    {
        while (true)
        {
            int mark = Advance(ref _mark, isMark: true);
            int dot = bare ? Advance(ref _dot, isMark: false) : int.MaxValue;
            int found = Math.Min(mark, dot);
            if (found == int.MaxValue)
            {
                span = default;
                return false;
            }

            bool taken = found == mark ? TryMark(found, out span) : TryDot(found, out span);
            int floor = _at;
            _at = found + 1;
            if (!taken || span.Start < floor)
                continue;
            _at = Math.Max(_at, span.End);
            return true;
        }
    }

    private readonly int Advance(ref int at, bool isMark)
    {
        if (at >= _at)
            return at;
        ReadOnlySpan<char> rest = _text[Math.Min(_at, _text.Length)..];
        int found = isMark ? rest.IndexOfAny(Marks) : rest.IndexOf('.');
        return at = found < 0 ? int.MaxValue : _at + found;
    }

    private readonly bool TryMark(int found, out UrlSpan span)
    {
        switch (_text[found])
        {
            case ':':
                return TryScheme(found, out span);
            case 'w' or 'W':
                bool begins = found == 0 || !IsHostPart(_text[found - 1]);
                span = begins ? Until(found, found) : default;
                return begins && span.End - span.Start > 5;
            case 's' or 'S' or 'd' or 'D':
                return TryOpaque(found, out span);
            default:
                return TryDot(found, out span);
        }
    }

    /// <summary>scheme://…, hxxp[:]//…</summary>
    private readonly bool TryScheme(int colon, out UrlSpan span)
    {
        int start = colon;
        while (start > 0 && colon - start < LongestScheme && (char.IsAsciiLetterOrDigit(_text[start - 1]) || _text[start - 1] is '+' or '-' or '.'))
            start--;
        while (start < colon && !char.IsAsciiLetter(_text[start]))
            start++;
        span = start < colon ? Until(start, colon + 3) : default;
        return start < colon && span.End > colon + 3;
    }

    /// <summary>javascript:…, vbscript:…, data:…</summary>
    private readonly bool TryOpaque(int found, out UrlSpan span)
    {
        span = default;
        int colon = _text[found..].IndexOf(':') + found;
        int start = found;
        while (start > 0 && found - start < 8 && char.IsAsciiLetter(_text[start - 1]))
            start--;
        ReadOnlySpan<char> scheme = _text[start..colon];
        bool known = scheme.Equals("javascript", StringComparison.OrdinalIgnoreCase) || scheme.Equals("vbscript", StringComparison.OrdinalIgnoreCase)
            || scheme.Equals("livescript", StringComparison.OrdinalIgnoreCase) || scheme.Equals("data", StringComparison.OrdinalIgnoreCase);
        if (!known || colon + 1 >= _text.Length || Delimiters.Contains(_text[colon + 1]))
            return false;
        span = Until(start, colon + 1);
        return true;
    }

    /// <summary>A name with a dot in it, which may be defanged.</summary>
    private readonly bool TryDot(int dot, out UrlSpan span)
    {
        span = default;
        int start = dot;
        while (start > 0 && dot - start < UrlHost.MaxLength && IsHostPart(_text[start - 1]))
            start--;
        if (start == dot || (start > 0 && _text[start - 1] is '@' or '/' or '\\' or '_' or '$'))
            return false;
        int width = Math.Max(1, UrlHost.DefangedDot(_text[dot..]));
        if (dot + width >= _text.Length || !char.IsLetterOrDigit(_text[dot + width]))
            return false;
        span = Until(start, start);
        return span.End > dot + width;
    }

    private static bool IsHostPart(char c) => char.IsLetterOrDigit(c) || c is '-' or '.';

    /// <summary>The address from <paramref name="start"/> on, without the punctuation that ends the sentence around it.</summary>
    private readonly UrlSpan Until(int start, int authority)
    {
        ReadOnlySpan<char> rest = _text[authority..Math.Min(_text.Length, authority + Longest)];
        int length = 0;
        int open = 0;
        bool inHost = true;
        while (length < rest.Length)
        {
            char c = rest[length];
            int defanged = inHost ? UrlHost.DefangedDot(rest[length..]) : 0;
            if (defanged > 0)
            {
                length += defanged;
                continue;
            }

            inHost &= c is not ('/' or '?' or '#');
            bool bracket = c is '[' or ']' && !(inHost && authority > start);
            if (Delimiters.Contains(c) || (bracket && !rest[..length].Contains('[')) || (c == '\'' && start > 0 && _text[start - 1] == '\''))
                break;
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open < 0)
                break; // The parenthesis was open before: ](address)
            length++;
        }

        while (length > 0 && rest[length - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '~')
            length--;
        return new UrlSpan(start, authority + length, authority);
    }
}

/// <summary>Where an address stands.</summary>
/// <param name="Start">First unit.</param>
/// <param name="End">Behind its last unit.</param>
/// <param name="Authority">Where what follows the scheme begins; <paramref name="Start"/> where there is none.</param>
internal readonly record struct UrlSpan(int Start, int End, int Authority);
