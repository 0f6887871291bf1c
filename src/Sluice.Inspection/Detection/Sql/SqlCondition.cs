using System.Globalization;

namespace Sluice.Inspection.Detection.Sql;

/// <summary>Whether a condition holds for every row: 1 = 1, TRUE, id = id, x OR 'a' = 'a'. What depends on the data is unknown.</summary>
internal ref struct SqlCondition
{
    private const int MostNested = 48;

    /// <summary>Tokens that are read of a condition, those that are read again included; what is behind them is unknown.</summary>
    private const int MostTokens = 1_024;

    private readonly ReadOnlySpan<char> _text;
    private SqlTokenizer _tokens;
    private SqlToken _token;
    private int _depth;
    private int _read;

    private SqlCondition(ReadOnlySpan<char> text, SqlTokenizer tokens)
    {
        _text = text;
        _tokens = tokens;
        _token = _tokens.Next();
    }

    /// <summary>Whether the condition that <paramref name="tokens"/> go on with is always true.</summary>
    public static bool IsAlwaysTrue(ReadOnlySpan<char> text, SqlTokenizer tokens)
    {
        var condition = new SqlCondition(text, tokens);
        return condition.Or().Truth == true;
    }

    /// <summary>A value or a truth; both are unknown where neither is constant.</summary>
    private readonly record struct Term(bool? Truth, double? Number = null, int Start = -1, int End = -1, bool IsText = false)
    {
        public bool IsKnown => Number is not null || End > Start;
    }

    private void Advance() => _token = ++_read > MostTokens ? new SqlToken(SqlTokenKind.End, _text.Length, _text.Length, SqlWord.None, false) : _tokens.Next();

    /// <summary>Goes back, which costs what was read.</summary>
    private void Return(in SqlCondition before)
    {
        int read = _read;
        this = before;
        _read = read;
    }

    private readonly bool Is(SqlWord word) => _token.Kind == SqlTokenKind.Word && _token.Word == word;

    private readonly bool IsOperator(string symbol) => _token.Kind == SqlTokenKind.Operator && _text[_token.Start.._token.End].SequenceEqual(symbol);

    private Term Or()
    {
        Term left = And();
        while (Is(SqlWord.Or) || IsOperator("||"))
        {
            Advance();
            bool? right = And().Truth;
            left = new Term(left.Truth == true || right == true ? true : left.Truth is null || right is null ? null : false);
        }

        return left;
    }

    private Term And()
    {
        Term left = Not();
        while (Is(SqlWord.And) || IsOperator("&&"))
        {
            Advance();
            bool? right = Not().Truth;
            left = new Term(left.Truth == false || right == false ? false : left.Truth is null || right is null ? null : true);
        }

        return left;
    }

    private Term Not()
    {
        bool negate = false;
        while (Is(SqlWord.Not) || (_token.Kind == SqlTokenKind.Other && _text[_token.Start] == '!'))
        {
            negate = !negate;
            Advance();
        }

        Term term = Predicate();
        return negate ? new Term(!term.Truth) : term;
    }

    private Term Predicate()
    {
        Term left = Sum();
        bool negate = false;
        if (Is(SqlWord.Not))
        {
            negate = true;
            Advance();
        }

        bool? truth;
        if (_token.Kind == SqlTokenKind.Operator)
        {
            ReadOnlySpan<char> symbol = _text[_token.Start.._token.End];
            Advance();
            truth = Compare(left, symbol, Sum());
        }
        else if (_token.Kind == SqlTokenKind.Word && _token.Word is SqlWord.Is or SqlWord.Like or SqlWord.Between or SqlWord.In or SqlWord.Infix)
        {
            truth = Worded(left);
        }
        else
        {
            return left;
        }

        return new Term(negate ? !truth : truth);
    }

    private bool? Worded(in Term left)
    {
        SqlWord word = _token.Word;
        Advance();
        switch (word)
        {
            case SqlWord.Is:
                bool negate = Is(SqlWord.Not);
                if (negate)
                    Advance();
                bool? truth = Is(SqlWord.Null) && left.IsKnown && (left.Number is not null || left.IsText) ? false : null;
                Advance();
                return negate ? !truth : truth;
            case SqlWord.Between:
                Term low = Sum();
                if (Is(SqlWord.And))
                    Advance();
                Term high = Sum();
                return left.Number is { } value && low.Number is { } least && high.Number is { } most ? value >= least && value <= most : null;
            case SqlWord.In:
                return Listed(left);
            default:
                Term pattern = Sum();
                bool everything = word == SqlWord.Like && pattern.IsText && _text[pattern.Start..pattern.End].Trim('\'').Trim('%').IsEmpty && pattern.End - pattern.Start > 2;
                return everything || Compare(left, "=", pattern) == true ? true : null;
        }
    }

    private bool? Listed(in Term left)
    {
        if (_token.Kind != SqlTokenKind.Open)
            return null;
        bool found = false;
        do
        {
            Advance();
            if (Is(SqlWord.Select))
            {
                SkipGroup();
                return null;
            }

            found |= Compare(left, "=", Sum()) == true;
        }
        while (_token.Kind == SqlTokenKind.Comma);
        if (_token.Kind == SqlTokenKind.Close)
            Advance();
        return found ? true : null;
    }

    private readonly bool? Compare(in Term left, ReadOnlySpan<char> symbol, in Term right)
    {
        if (!left.IsKnown || !right.IsKnown)
            return null;
        int order;
        if (left.Number is { } a && right.Number is { } b)
        {
            order = a.CompareTo(b);
        }
        else
        {
            bool bothNames = !left.IsText && !right.IsText && left.Number is null && right.Number is null;
            if (!bothNames && !(left.IsText && right.IsText))
                return null;
            order = Bare(left).CompareTo(Bare(right), StringComparison.OrdinalIgnoreCase);
            if (bothNames && order != 0)
                return null;
        }

        return symbol switch
        {
            "=" or "==" or "<=>" => order == 0,
            "<>" or "!=" or "^=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => null,
        };
    }

    private readonly ReadOnlySpan<char> Bare(in Term term) => _text[term.Start..term.End].TrimStart("nNeE").Trim("'\"`[]");

    /// <summary>Operands with arithmetic between them; what is computed from names is unknown.</summary>
    private Term Sum()
    {
        Term left = Operand();
        while (_token.Kind == SqlTokenKind.Operator && _text[_token.Start.._token.End] is "+" or "-" or "*" or "/" or "%" or "::" or "||" or "&" or "|" or "^" or "->" or "->>")
        {
            ReadOnlySpan<char> symbol = _text[_token.Start.._token.End];
            Advance();
            Term right = Operand();
            if (symbol is "::")
                continue;
            double? sum = symbol switch { "+" => left.Number + right.Number, "-" => left.Number - right.Number, "*" => left.Number * right.Number, _ => null };
            left = new Term(sum is null ? null : sum != 0, sum);
        }

        return left;
    }

    private Term Operand()
    {
        SqlToken token = _token;
        switch (token.Kind)
        {
            case SqlTokenKind.Number:
                Advance();
                return double.TryParse(_text[token.Start..token.End], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? new Term(number != 0, number) : default;
            case SqlTokenKind.Text:
                Advance();
                return new Term(null, null, token.Start, token.End, IsText: true);
            case SqlTokenKind.Operator when _text[token.Start] is '-' or '+':
                Advance();
                Term signed = _depth++ < MostNested ? Operand() : default;
                _depth--;
                return _text[token.Start] == '-' ? new Term(signed.Truth, -signed.Number) : signed;
            case SqlTokenKind.Open:
                return Group();
            case SqlTokenKind.Name or SqlTokenKind.Parameter:
                return Path(token);
            case SqlTokenKind.Word:
                return Word(token);
            case SqlTokenKind.Other when _text[token.Start] == '\'':
                return Unclosed(token);
            default:
                return default;
        }
    }

    /// <summary>A string that the query closes into which the text is injected: … OR 't'='t</summary>
    private Term Unclosed(in SqlToken quote)
    {
        Advance();
        int end = _token.Kind is SqlTokenKind.Word or SqlTokenKind.Number && _token.Start == quote.End ? _token.End : quote.End;
        if (end > quote.End)
            Advance();
        return new Term(null, null, quote.Start, end, IsText: true);
    }

    private Term Word(in SqlToken token)
    {
        switch (token.Word)
        {
            case SqlWord.True or SqlWord.False:
                Advance();
                return new Term(token.Word == SqlWord.True);
            case SqlWord.Exists:
                Advance();
                return new Term(SkipGroup() ? true : null);
            case SqlWord.And or SqlWord.Or or SqlWord.Limit or SqlWord.Clause or SqlWord.Select:
                return default;
            case SqlWord.Null or SqlWord.Case or SqlWord.Current:
                Advance();
                return default;
            default:
                return Path(token);
        }
    }

    /// <summary>A name of any number of parts, or a call.</summary>
    private Term Path(in SqlToken first)
    {
        int end = first.End;
        Advance();
        while (_token.Kind == SqlTokenKind.Dot)
        {
            Advance();
            end = _token.End;
            Advance();
        }

        if (_token.Kind != SqlTokenKind.Open)
            return first.Kind == SqlTokenKind.Parameter ? default : new Term(null, null, first.Start, end);
        SkipGroup();
        return default;
    }

    private Term Group()
    {
        if (_depth >= MostNested)
        {
            SkipGroup();
            return default;
        }

        SqlCondition before = this;
        Advance();
        if (Is(SqlWord.Select) || Is(SqlWord.With))
        {
            Return(before);
            SkipGroup();
            return default;
        }

        _depth++;
        Term inner = Or();
        _depth--;
        if (_token.Kind == SqlTokenKind.Close)
        {
            Advance();
            return inner;
        }

        Return(before); // A list or something that is not understood.
        SkipGroup();
        return default;
    }

    /// <summary>Passes what stands in parentheses; whether it was a query of constants alone, which has a row always.</summary>
    private bool SkipGroup()
    {
        if (_token.Kind != SqlTokenKind.Open)
            return false;
        int depth = 0;
        int inside = 0;
        bool constant = true;
        while (_token.Kind is not (SqlTokenKind.End or SqlTokenKind.Semicolon))
        {
            depth += _token.Kind == SqlTokenKind.Open ? 1 : _token.Kind == SqlTokenKind.Close ? -1 : 0;
            constant &= inside < 2 ? inside == 0 || Is(SqlWord.Select) : _token.Kind is SqlTokenKind.Number or SqlTokenKind.Text or SqlTokenKind.Close;
            inside++;
            Advance();
            if (depth == 0)
                return constant && inside > 3;
        }

        return false;
    }
}
