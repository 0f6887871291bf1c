namespace Sluice.Inspection.Detection.Sql;

/// <summary>
/// Cuts SQL into tokens, for ANSI SQL, PostgreSQL, MySQL, SQL Server, Oracle and SQLite at once. Where they disagree, the reading is taken in which more is executed: a comment that
/// only PostgreSQL nests ends statements for nobody, and what stands in MySQL's executable comments is read.
/// </summary>
internal ref struct SqlTokenizer(ReadOnlySpan<char> text, int start)
{
    private const string Operators = "=<>!+-*/%|&^~:";

    private readonly ReadOnlySpan<char> _text = text;
    private int _at = start;

    /// <summary>The next token.</summary>
    public SqlToken Next()
    {
        bool broken = SkipTrivia();
        if (_at >= _text.Length)
            return new SqlToken(SqlTokenKind.End, _text.Length, _text.Length, SqlWord.None, broken);
        int first = _at;
        SqlTokenKind kind = Take();
        SqlWord word = kind == SqlTokenKind.Word ? SqlWords.Of(_text[first.._at]) : SqlWord.None;
        return new SqlToken(kind, first, _at, word, broken);
    }

    /// <summary>Passes white space and comments; whether a line ended there. A comment that does not end is the rest of the text.</summary>
    public bool SkipTrivia()
    {
        bool broken = false;
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF')
            {
                broken |= c is '\n' or '\r';
                _at++;
            }
            else if (!SkipComment(c))
            {
                break;
            }
        }

        return broken;
    }

    /// <summary>Where reading goes on.</summary>
    public readonly int Position => _at;

    private bool SkipComment(char c)
    {
        char next = At(_at + 1);
        if ((c == '-' && next == '-') || (c == '#' && (next == ' ' || next == '\t')))
        {
            int line = _text[_at..].IndexOfAny('\n', '\r');
            _at = line < 0 ? _text.Length : _at + line;
            return true;
        }

        if (c == '*' && next == '/')
        {
            _at += 2; // Closes an executable comment, or one that was opened before the statement.
            return true;
        }

        if (c != '/' || next != '*')
            return false;
        if (At(_at + 2) == '!' || (At(_at + 2) == 'M' && At(_at + 3) == '!'))
        {
            _at += _text[_at..].IndexOf('!') + 1;
            for (int digits = 0; digits < 6 && char.IsAsciiDigit(At(_at)); digits++)
                _at++;
            return true;
        }

        SkipBlock();
        return true;
    }

    private void SkipBlock()
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            int found = _text[_at..].IndexOfAny('*', '/');
            if (found < 0)
                break;
            _at += found;
            if (_text[_at] == '/' && At(_at + 1) == '*')
                (depth, _at) = (depth + 1, _at + 2);
            else if (_text[_at] == '*' && At(_at + 1) == '/')
                (depth, _at) = (depth - 1, _at + 2);
            else
                _at++;
            if (depth == 0)
                return;
        }

        _at = _text.Length;
    }

    private SqlTokenKind Take()
    {
        char c = _text[_at];
        char next = At(_at + 1);
        switch (c)
        {
            case ',':
                return Single(SqlTokenKind.Comma);
            case '(':
                return Single(SqlTokenKind.Open);
            case ')':
                return Single(SqlTokenKind.Close);
            case ';':
                return Single(SqlTokenKind.Semicolon);
            case '\'':
                return TakeText('\'');
            case '"' or '`':
                return TakeName(c);
            case '[':
                return TakeBracket();
            case '$':
                return TakeDollar();
            case '{' or '%' or '?' or '@':
                return TakeParameter(c, next);
            case '.':
                return TakeDot(next);
        }

        if (char.IsAsciiDigit(c))
            return TakeNumber();
        if (c == ':' && (char.IsLetter(next) || next == '_'))
            return TakeWord(SqlTokenKind.Parameter, skip: 1);
        if (c == '#' && next == '{')
            return TakeBraces(2);
        if (SqlWords.IsWordStart(c) || c == '#')
            return TakePrefixed(c, next);
        return Operators.Contains(c, StringComparison.Ordinal) ? TakeOperator(c, next) : Single(SqlTokenKind.Other);
    }

    private SqlTokenKind Single(SqlTokenKind kind)
    {
        _at++;
        return kind;
    }

    /// <summary>A word, or a string with letters in front: N'…', E'…', X'…', U&amp;'…', Oracle's q'[…]'.</summary>
    private SqlTokenKind TakePrefixed(char c, char next)
    {
        if (c is 'n' or 'N' or 'e' or 'E' or 'b' or 'B' or 'x' or 'X' && next == '\'')
        {
            _at++;
            return TakeText('\'');
        }

        if (c is 'u' or 'U' && next == '&' && At(_at + 2) is '\'' or '"')
        {
            _at += 2;
            return _text[_at] == '"' ? TakeName('"') : TakeText('\'');
        }

        if (c is 'q' or 'Q' && next == '\'' && _at + 2 < _text.Length)
            return TakeOracleQuote();
        return TakeWord(SqlTokenKind.Word, skip: 1);
    }

    private SqlTokenKind TakeOracleQuote()
    {
        char close = _text[_at + 2] switch { '[' => ']', '(' => ')', '{' => '}', '<' => '>', char other => other };
        int end = _text[(_at + 3)..].IndexOf([close, '\'']);
        _at = end < 0 ? _text.Length : _at + 3 + end + 2;
        return SqlTokenKind.Text;
    }

    private SqlTokenKind TakeWord(SqlTokenKind kind, int skip)
    {
        _at += skip;
        while (_at < _text.Length && SqlWords.IsWordPart(_text[_at]))
            _at++;
        return kind;
    }

    private SqlTokenKind TakeNumber()
    {
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_' || (_text[_at] == '.' && char.IsAsciiDigit(At(_at + 1)))))
            _at++;
        return SqlTokenKind.Number;
    }

    /// <summary>
    /// A string up to its quote; two quotes are one. A backslash before the quote keeps it open where what follows reads on as text (MySQL), and not where it reads on as SQL
    /// (everybody else).
    /// </summary>
    private SqlTokenKind TakeText(char quote)
    {
        int open = _at;
        _at++;
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            if (c == '\\' && _at < _text.Length && (_text[_at] != quote || char.IsLetterOrDigit(At(_at + 1))))
            {
                _at++;
                continue;
            }

            if (c != quote)
                continue;
            if (At(_at) != quote)
                return SqlTokenKind.Text;
            _at++;
        }

        _at = open + 1; // It does not end: whatever follows is judged for itself.
        return SqlTokenKind.Other;
    }

    private SqlTokenKind TakeName(char quote)
    {
        int open = _at;
        ReadOnlySpan<char> rest = _text[(_at + 1)..];
        int length = rest.IndexOfAny(quote, '\n');
        while (length >= 0 && rest[length] == quote && length + 1 < rest.Length && rest[length + 1] == quote)
        {
            int more = rest[(length + 2)..].IndexOfAny(quote, '\n');
            length = more < 0 ? -1 : length + 2 + more;
        }

        if (length <= 0 || rest[length] != quote)
        {
            _at = open + 1;
            return SqlTokenKind.Other;
        }

        _at += length + 2;
        return SqlTokenKind.Name;
    }

    private SqlTokenKind TakeBracket()
    {
        int length = _text[_at..].IndexOfAny(']', '\n');
        if (length < 2 || length > 130 || _text[_at + length] != ']')
            return Single(SqlTokenKind.Other);
        _at += length + 1;
        return SqlTokenKind.Name;
    }

    private SqlTokenKind TakeDollar()
    {
        if (At(_at + 1) == '{')
            return TakeBraces(2);
        int tag = _at + 1;
        while (tag < _text.Length && SqlWords.IsWordPart(_text[tag]) && _text[tag] != '$')
            tag++;
        if (At(tag) != '$')
            return tag == _at + 1 ? Single(SqlTokenKind.Other) : TakeWord(SqlTokenKind.Parameter, skip: 1);
        ReadOnlySpan<char> mark = _text[_at..(tag + 1)];
        int end = _text[(tag + 1)..].IndexOf(mark);
        _at = tag + 1 + (end < 0 ? 0 : end + mark.Length);
        return end < 0 ? SqlTokenKind.Other : SqlTokenKind.Text;
    }

    private SqlTokenKind TakeParameter(char c, char next)
    {
        if (c == '{')
            return TakeBraces(1);
        if (c == '@' && (SqlWords.IsWordStart(next) || next == '@'))
            return TakeWord(SqlTokenKind.Parameter, skip: 2);
        if (c == '%' && next is 's' or 'd' && !SqlWords.IsWordPart(At(_at + 2)))
        {
            _at += 2;
            return SqlTokenKind.Parameter;
        }

        if (c == '%' && next == '(' && _text[_at..].IndexOf(")s", StringComparison.Ordinal) is > 0 and < 66 and var length)
        {
            _at += length + 2;
            return SqlTokenKind.Parameter;
        }

        return Single(c switch { '?' => SqlTokenKind.Parameter, '%' => SqlTokenKind.Operator, _ => SqlTokenKind.Other });
    }

    /// <summary>{name}, {{ name }}, ${name}, #{name}.</summary>
    private SqlTokenKind TakeBraces(int open)
    {
        int length = _text[(_at + open)..].IndexOf('}');
        if (length is < 1 or > 64)
            return Single(SqlTokenKind.Other);
        _at += open + length + 1;
        while (At(_at) == '}')
            _at++;
        return SqlTokenKind.Parameter;
    }

    private SqlTokenKind TakeDot(char next)
    {
        if (next == '.' && SqlWords.IsWordStart(At(_at + 2)))
        {
            _at += 2; // SQL Server: database..object
            return SqlTokenKind.Dot;
        }

        if (char.IsAsciiDigit(next) && (_at == 0 || !SqlWords.IsWordPart(_text[_at - 1])))
        {
            _at++;
            return TakeNumber();
        }

        bool inName = SqlWords.IsWordStart(next) || next is '"' or '`' or '[' or '*' or '{' or '$' or '#';
        return Single(inName ? SqlTokenKind.Dot : SqlTokenKind.Other);
    }

    private SqlTokenKind TakeOperator(char c, char next)
    {
        _at++;
        bool pair = (c, next) is ('<', '=') or ('>', '=') or ('<', '>') or ('!', '=') or ('|', '|') or ('&', '&') or (':', ':') or (':', '=') or ('-', '>') or ('~', '*') or ('<', '<')
            or ('>', '>') or ('=', '=') or ('!', '~') or ('^', '=');
        if (!pair)
            return c is '!' or ':' ? SqlTokenKind.Other : SqlTokenKind.Operator;
        _at++;
        if (At(_at) == '>' && (c, next) is ('<', '=') or ('-', '>'))
            _at++; // <=>, ->>
        return SqlTokenKind.Operator;
    }

    private readonly char At(int index) => index < _text.Length ? _text[index] : '\0';
}
