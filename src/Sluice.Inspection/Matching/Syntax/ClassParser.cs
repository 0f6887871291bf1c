namespace Sluice.Inspection.Matching.Syntax;

/// <summary>Parses escapes and bracketed character classes.</summary>
internal sealed class ClassParser(PatternReader reader)
{
    public static CharSet Folded(CharSet set, bool ignoreCase) => ignoreCase ? CaseFolding.Fold(set) : set;

    /// <summary>What stands behind a backslash, as a set.</summary>
    public CharSet ParseEscape(bool ignoreCase, bool inBrackets)
    {
        if (Shorthand() is { } set) return set;
        return Folded(CharSet.Of(EscapedUnit(inBrackets)), ignoreCase);
    }

    /// <summary>A class whose opening bracket was just read.</summary>
    public CharSet ParseBrackets(bool ignoreCase)
    {
        int open = reader.Position - 1;
        bool negated = reader.TryTake("^");
        var set = CharSet.Empty;
        for (bool first = true; first || reader.Peek() != ']' || reader.AtEnd; first = false)
        {
            if (reader.AtEnd) throw reader.Refuse("unbalanced '['", open);
            set = set.Or(ParseItem());
        }

        reader.TryTake("]");
        set = Folded(set, ignoreCase);
        if (negated) set = set.Not();
        return set.IsEmpty ? throw reader.Refuse("a class that no character is in", open) : set;
    }

    private CharSet ParseItem()
    {
        int start = reader.Position;
        char unit = reader.Take("");
        if (unit == '\\')
        {
            if (Shorthand() is { } shorthand)
            {
                if (reader.Peek() == '-' && reader.Peek(1) != ']') throw reader.Refuse("a range cannot begin with a class", start);
                return shorthand;
            }

            unit = EscapedUnit(inBrackets: true);
        }
        else
        {
            RefuseSurrogate(unit, start);
            if (unit == '-' && reader.Peek() == '[') throw reader.Refuse("class subtraction is not supported");
        }

        if (reader.Peek() != '-' || reader.Peek(1) is ']' or '\0') return CharSet.Of(unit);
        reader.TryTake("-");
        return CharSet.Range(unit, RangeEnd(unit, start));
    }

    private char RangeEnd(char first, int start)
    {
        if (reader.Peek() == '[') throw reader.Refuse("class subtraction is not supported");
        int at = reader.Position;
        char last = reader.Take("unbalanced '['");
        if (last == '\\')
        {
            if (reader.Peek() is 'd' or 'D' or 'w' or 'W' or 's' or 'S') throw reader.Refuse("a range cannot end with a class", start);
            last = EscapedUnit(inBrackets: true);
        }
        else
        {
            RefuseSurrogate(last, at);
        }

        return last >= first ? last : throw reader.Refuse("a range in reverse order", start);
    }

    private CharSet? Shorthand()
    {
        if (reader.TryTake("d")) return UnicodeSets.Digit;
        if (reader.TryTake("D")) return UnicodeSets.Digit.Not();
        if (reader.TryTake("w")) return UnicodeSets.Word;
        if (reader.TryTake("W")) return UnicodeSets.Word.Not();
        if (reader.TryTake("s")) return UnicodeSets.Space;
        return reader.TryTake("S") ? UnicodeSets.Space.Not() : null;
    }

    private char EscapedUnit(bool inBrackets)
    {
        int start = reader.Position - 1;
        char unit = reader.Take("a backslash at the end");
        switch (unit)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'e': return '\x1B';
            case 'b' when inBrackets: return '\b';
            case 'x': return reader.TakeHex(2);
            case 'u': return reader.TakeHex(4);
            case '0' when !char.IsAsciiDigit(reader.Peek()): return '\0';
            case '0': throw reader.Refuse("octal escapes are not supported; use \\xHH", start);
            case >= '1' and <= '9': throw reader.Refuse("back-references are not regular", start);
            case 'k': throw reader.Refuse("back-references are not regular", start);
            case 'p' or 'P': throw reader.Refuse("Unicode categories are not supported; list the ranges", start);
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'): throw reader.Refuse($"unknown escape \\{unit}", start);
            default: return unit;
        }
    }

    /// <summary>A class is over UTF-16 units; half a pair in it would match half of other characters.</summary>
    private void RefuseSurrogate(char unit, int position)
    {
        if (char.IsSurrogate(unit)) throw reader.Refuse("a class cannot hold characters above U+FFFF; use an alternation", position);
    }
}
