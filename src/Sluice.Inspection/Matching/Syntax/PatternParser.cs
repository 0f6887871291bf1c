namespace Sluice.Inspection.Matching.Syntax;

/// <summary>Parses the regular subset of .NET's regular expressions; what lies outside is refused with the reason and the position.</summary>
internal sealed class PatternParser
{
    private const int MaxDepth = 200;
    private const int MaxCount = 65_535;

    private readonly PatternReader _reader;
    private readonly ClassParser _classes;
    private bool _ignoreCase;
    private int _depth;

    private PatternParser(string rule, string pattern)
    {
        _reader = new PatternReader(rule, pattern);
        _classes = new ClassParser(_reader);
    }

    public static Node Parse(string rule, string pattern)
    {
        var parser = new PatternParser(rule, pattern);
        var node = parser.ParseAlternation();
        if (!parser._reader.AtEnd) throw parser._reader.Refuse("unbalanced ')'");
        return node;
    }

    /// <summary>Parses what must be a single character class.</summary>
    public static CharSet ParseClass(string rule, string pattern) =>
        Parse(rule, pattern) is SetNode set ? set.Set : throw new PatternException(rule, pattern, 0, "a single character class expected");

    private Node ParseAlternation()
    {
        var branches = new List<Node>();
        do branches.Add(ParseConcatenation());
        while (_reader.TryTake("|"));
        return branches.Count == 1 ? branches[0] : new AlternateNode(branches);
    }

    private Node ParseConcatenation()
    {
        var parts = new List<Node>();
        while (!_reader.AtEnd && _reader.Peek() is not ('|' or ')')) parts.Add(ParseRepetition());
        return parts.Count switch { 0 => new EmptyNode(), 1 => parts[0], _ => new ConcatNode(parts) };
    }

    private Node ParseRepetition()
    {
        int start = _reader.Position;
        if (ReadQuantifier(out _, out _)) throw _reader.Refuse("a quantifier with nothing before it", start);
        var atom = ParseAtom(out bool repeatable);
        int at = _reader.Position;
        if (!ReadQuantifier(out int min, out int max)) return atom;
        if (!repeatable) throw _reader.Refuse("a quantifier on something that takes no text", at);
        _reader.TryTake("?"); // Laziness chooses among matches; here every match counts, so it has no meaning.
        at = _reader.Position;
        if (ReadQuantifier(out _, out _)) throw _reader.Refuse("nested or possessive quantifier", at);
        return new RepeatNode(atom, min, max);
    }

    private bool ReadQuantifier(out int min, out int max)
    {
        (min, max) = (0, RepeatNode.Unbounded);
        if (_reader.TryTake("*")) return true;
        if (_reader.TryTake("+"))
        {
            min = 1;
            return true;
        }

        if (_reader.TryTake("?"))
        {
            max = 1;
            return true;
        }

        return _reader.Peek() == '{' && ReadCounts(ref min, ref max);
    }

    private bool ReadCounts(ref int min, ref int max)
    {
        int start = _reader.Position++;
        if (ReadNumber(start) is not { } low) return NotACount(start);
        int? high = low;
        if (_reader.TryTake(",")) high = _reader.Peek() == '}' ? RepeatNode.Unbounded : ReadNumber(start);
        if (high is null || !_reader.TryTake("}")) return NotACount(start);
        if (high != RepeatNode.Unbounded && high < low) throw _reader.Refuse("{n,m} with n greater than m", start);
        (min, max) = (low, high.Value);
        return true;
    }

    /// <summary>As in .NET, a brace that does not open a count is an ordinary character.</summary>
    private bool NotACount(int start)
    {
        _reader.Position = start;
        return false;
    }

    private int? ReadNumber(int start)
    {
        if (!char.IsAsciiDigit(_reader.Peek())) return null;
        int value = 0;
        while (char.IsAsciiDigit(_reader.Peek()))
        {
            value = (value * 10) + (_reader.Take("") - '0');
            if (value > MaxCount) throw _reader.Refuse($"a count above {MaxCount}", start);
        }

        return value;
    }

    private Node ParseAtom(out bool repeatable)
    {
        repeatable = true;
        char unit = _reader.Take("");
        switch (unit)
        {
            case '(':
                return ParseGroup(out repeatable);
            case '[':
                return new SetNode(_classes.ParseBrackets(_ignoreCase));
            case '.':
                return new SetNode(UnicodeSets.AnyButNewline);
            case '^':
                repeatable = false;
                return new LookNode(Behind: true, CharSet.Empty, AtEdge: true);
            case '$':
                repeatable = false;
                return new LookNode(Behind: false, CharSet.Empty, AtEdge: true);
            case '\\':
                return ParseEscape(out repeatable);
            default:
                return ParseLiteral(unit);
        }
    }

    private Node ParseLiteral(char unit)
    {
        if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(_reader.Peek()))
            return new ConcatNode([new SetNode(CharSet.Of(unit)), new SetNode(CharSet.Of(_reader.Take("")))]);
        return new SetNode(ClassParser.Folded(CharSet.Of(unit), _ignoreCase));
    }

    private Node ParseEscape(out bool repeatable)
    {
        repeatable = false;
        if (_reader.TryTake("b")) return WordBoundary(negated: false);
        if (_reader.TryTake("B")) return WordBoundary(negated: true);
        if (_reader.TryTake("A")) return new LookNode(Behind: true, CharSet.Empty, AtEdge: true);
        if (_reader.TryTake("z")) return new LookNode(Behind: false, CharSet.Empty, AtEdge: true);
        repeatable = true;
        return new SetNode(_classes.ParseEscape(_ignoreCase, inBrackets: false));
    }

    private static AlternateNode WordBoundary(bool negated)
    {
        CharSet word = UnicodeSets.Boundary, other = word.Not();
        return negated
            ? new([Sides(word, false, word, false), Sides(other, true, other, true)])
            : new([Sides(word, false, other, true), Sides(other, true, word, false)]);

        static ConcatNode Sides(CharSet left, bool leftEdge, CharSet right, bool rightEdge) =>
            new([new LookNode(Behind: true, left, leftEdge), new LookNode(Behind: false, right, rightEdge)]);
    }

    private Node ParseGroup(out bool repeatable)
    {
        int open = _reader.Position - 1;
        if (++_depth > MaxDepth) throw _reader.Refuse($"groups nested deeper than {MaxDepth}", open);
        repeatable = true;
        bool outer = _ignoreCase;
        Node node;
        if (_reader.TryTake("?i)"))
        {
            repeatable = false;
            _ignoreCase = true;
            _depth--;
            return new EmptyNode();
        }

        if (LookKind() is var (behind, negated))
        {
            repeatable = false;
            node = LookAround(ParseAlternation(), behind, negated, open);
        }
        else
        {
            if (_reader.TryTake("?i:")) _ignoreCase = true;
            else if (!_reader.TryTake("?:") && _reader.Peek() == '?') throw _reader.Refuse(UnknownGroup(), open);
            node = ParseAlternation();
        }

        if (!_reader.TryTake(")")) throw _reader.Refuse("unbalanced '('", open);
        _ignoreCase = outer;
        _depth--;
        return node;
    }

    private (bool Behind, bool Negated)? LookKind()
    {
        if (_reader.TryTake("?<!")) return (true, true);
        if (_reader.TryTake("?<=")) return (true, false);
        if (_reader.TryTake("?!")) return (false, true);
        if (_reader.TryTake("?=")) return (false, false);
        return null;
    }

    private string UnknownGroup() => _reader.Peek(1) switch
    {
        '<' or '\'' or 'P' => "named groups are not supported; use (?:...)",
        '>' => "atomic groups are not regular; use (?:...)",
        '(' => "conditional groups are not regular",
        '#' => "comments are not supported",
        _ => "only (?:...), (?i), (?i:...) and one-unit look-around are supported",
    };

    private LookNode LookAround(Node body, bool behind, bool negated, int open)
    {
        var set = CharSet.Empty;
        bool atEdge = false;
        foreach (var branch in body is AlternateNode alternate ? alternate.Branches : [body])
        {
            if (branch is SetNode one) set = set.Or(one.Set);
            else if (branch is LookNode { AtEdge: true, Set.IsEmpty: true } edge && edge.Behind == behind) atEdge = true;
            else throw _reader.Refuse("look-around may look at one unit only", open);
        }

        return negated ? new LookNode(behind, set.Not(), !atEdge) : new LookNode(behind, set, atEdge);
    }
}
