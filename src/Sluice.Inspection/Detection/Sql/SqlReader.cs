namespace Sluice.Inspection.Detection.Sql;

/// <summary>
/// Reads one statement from its first word on: what it does, where it ends, how much it looks like SQL. Reading stops at the first token that cannot go on a statement, so that
/// prose around a statement is none of it, and costs what the statement costs.
/// </summary>
internal ref partial struct SqlReader
{
    /// <summary>Queries and groups inside each other; what is deeper is not read.</summary>
    private const int MostNested = 32;

    /// <summary>Tokens of one statement; what is longer is cut there.</summary>
    public const int MostTokens = 16_384;

    private readonly ReadOnlySpan<char> _text;
    private SqlTokenizer _tokens;
    private SqlToken _token;
    private SqlToken _last;
    private SqlEffects _effects;
    private SqlFacts _facts;
    private int _end;
    private int _depth;
    private int _read;
    private readonly int _most;
    private bool _inBody;

    private SqlReader(ReadOnlySpan<char> text, int head, int most)
    {
        _text = text;
        _most = most;
        _tokens = new SqlTokenizer(text, head);
        _token = _tokens.Next();
        _end = _token.End;
    }

    /// <summary>Reads the statement that begins with the word at <paramref name="head"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="head">Where the word stands.</param>
    /// <param name="most">Tokens that are read.</param>
    public static SqlReading Read(ReadOnlySpan<char> text, int head, int most = MostTokens)
    {
        var reader = new SqlReader(text, head, most);
        reader.Statement();
        return reader.Finish();
    }

    private SqlReading Finish()
    {
        int resume = _end;
        if (_token.Kind == SqlTokenKind.Semicolon)
        {
            _end = _token.End;
            _facts |= SqlFacts.Closed;
            resume = _end;
        }
        else
        {
            _facts |= _token.Kind == SqlTokenKind.End ? SqlFacts.AtEnd : _token.AfterBreak || _text[_token.Start] is ')' or '`' ? SqlFacts.LineEnd : SqlFacts.Cut;
            var behind = new SqlTokenizer(_text, _end);
            behind.SkipTrivia();
            resume = Math.Max(resume, behind.Position);
        }

        return new SqlReading(_end, resume, _effects, _facts, _read);
    }

    /// <summary>Takes the token at hand as a part of the statement.</summary>
    private void Take()
    {
        _end = _token.End;
        Pass();
    }

    /// <summary>Passes a token that the statement may not end with.</summary>
    private void Pass()
    {
        _last = _token;
        _token = ++_read > _most ? new SqlToken(SqlTokenKind.End, _text.Length, _text.Length, SqlWord.None, false) : _tokens.Next();
    }

    private readonly bool Is(SqlWord word) => _token.Kind == SqlTokenKind.Word && _token.Word == word;

    private bool Skip(SqlWord word)
    {
        if (!Is(word))
            return false;
        Pass();
        return true;
    }

    private readonly bool IsText(string word) => _token.Kind == SqlTokenKind.Word && _text[_token.Start.._token.End].Equals(word, StringComparison.OrdinalIgnoreCase);

    private void Note(SqlFacts facts) => _facts |= facts;

    /// <summary>Reads a statement whose first word is at hand.</summary>
    private void Statement()
    {
        if (_token.Kind != SqlTokenKind.Word || _depth >= MostNested)
            return;
        _depth++;
        SqlWord verb = _token.Word;
        Pass();
        NoteCapitals();
        switch (verb)
        {
            case SqlWord.Select:
                Query();
                break;
            case SqlWord.With:
                Prologue();
                break;
            case SqlWord.Insert or SqlWord.Replace:
                Insertion(verb);
                break;
            case SqlWord.Update:
                Change();
                break;
            case SqlWord.Delete:
                Deletion();
                break;
            case SqlWord.Merge:
                Merging();
                break;
            default:
                Definition(verb);
                break;
        }

        _depth--;
    }

    private void NoteCapitals()
    {
        if (_depth != 1 || _token.Kind != SqlTokenKind.Word)
            return;
        foreach (char c in _text[_token.Start.._token.End])
        {
            if (char.IsAsciiLetterLower(c))
                return;
        }

        Note(SqlFacts.Capitals);
    }

    private void Query()
    {
        _effects |= SqlEffects.Read;
        var level = new Level { Verb = SqlWord.Select, InList = true };
        int first = _token.Start;
        while (_token.Kind == SqlTokenKind.Word && (_token.Word == SqlWord.All || IsText("distinct") || IsText("top")))
        {
            bool top = IsText("top");
            Pass();
            if (top && _token.Kind is SqlTokenKind.Number)
                Pass();
        }

        if (_token.Kind == SqlTokenKind.Operator && _text[_token.Start] is '=' or '<' or '>' or '!' or ':' or '|')
            return;
        if (_token.Kind == SqlTokenKind.Operator && _text[_token.Start] == '*')
        {
            Note(SqlFacts.Star);
            Take();
            level.Operands = 2;
        }

        Clauses(ref level);
        bool table = level.From;
        Note((table, level.Items) switch
        {
            (true, _) => SqlFacts.Shaped,
            (false, > 0) when _end > first && (_facts & (SqlFacts.Symbols | SqlFacts.Star)) == SqlFacts.Symbols => SqlFacts.Shaped | SqlFacts.NoTable,
            _ => SqlFacts.None,
        });
    }

    /// <summary>WITH name (columns) AS (query), … and the statement that uses them.</summary>
    private void Prologue()
    {
        if (IsText("recursive"))
            Pass();
        do
        {
            if (!Name())
                return;
            if (_token.Kind == SqlTokenKind.Open)
                Group();
            if (!Skip(SqlWord.As))
                return;
            while (Is(SqlWord.Not) || IsText("materialized"))
                Pass();
            if (_token.Kind != SqlTokenKind.Open)
                return;
            Group();
        }
        while (_token.Kind == SqlTokenKind.Comma && Comma());
        if (_token.Kind == SqlTokenKind.Word && _token.Word is SqlWord.Select or SqlWord.Insert or SqlWord.Update or SqlWord.Delete or SqlWord.Merge or SqlWord.Replace)
            Statement();
    }

    private bool Comma()
    {
        Pass();
        return true;
    }

    private void Insertion(SqlWord verb)
    {
        while (_token.Kind == SqlTokenKind.Word && (IsText("ignore") || IsText("low_priority") || IsText("delayed") || IsText("high_priority") || Is(SqlWord.Or) || Is(SqlWord.Replace) || IsText("overwrite")))
            Pass();
        bool into = Skip(SqlWord.Into);
        if (!into)
            Note(SqlFacts.Short);
        Skip(SqlWord.Table);
        if (!Name() || (!into && verb == SqlWord.Replace))
            return;
        _effects |= SqlEffects.Create | (verb == SqlWord.Replace ? SqlEffects.Update : SqlEffects.None);
        if (_token.Kind == SqlTokenKind.Word && _token.Word == SqlWord.As)
            Pass();
        if (_token.Kind == SqlTokenKind.Word && _token.Word == SqlWord.None)
            Pass();
        bool columns = _token.Kind == SqlTokenKind.Open;
        if (columns)
            Group();
        while (_token.Kind == SqlTokenKind.Word && (IsText("overriding") || IsText("output") || _last.Word is not SqlWord.None && IsText("value")))
            Pass();
        if (_token.Kind != SqlTokenKind.Word)
        {
            if (columns && into)
                Note(SqlFacts.Shaped);
            return;
        }

        switch (_token.Word)
        {
            case SqlWord.Values:
                Pass();
                if (_token.Kind == SqlTokenKind.Open || _token.Kind == SqlTokenKind.Parameter)
                    Note(SqlFacts.Shaped | SqlFacts.Strict | SqlFacts.Symbols);
                break;
            case SqlWord.Default:
                Pass();
                if (Is(SqlWord.Values))
                    Note(SqlFacts.Shaped | SqlFacts.Strict);
                Take();
                break;
            case SqlWord.Select or SqlWord.With or SqlWord.Exec or SqlWord.Table or SqlWord.Set:
                Note(SqlFacts.Shaped);
                if (_token.Word is SqlWord.Select or SqlWord.With)
                    Statement();
                break;
            default:
                if (columns && into)
                    Note(SqlFacts.Shaped);
                return;
        }

        var level = new Level { Verb = SqlWord.Insert, InList = true };
        Clauses(ref level);
    }

    private void Change()
    {
        while (_token.Kind == SqlTokenKind.Word && (IsText("only") || IsText("ignore") || IsText("low_priority") || Is(SqlWord.Or) || Is(SqlWord.Replace)))
            Pass();
        if (IsText("top"))
        {
            Pass();
            if (_token.Kind == SqlTokenKind.Open)
                Group();
        }

        if (!Name())
            return;
        _effects |= SqlEffects.Update;
        var level = new Level { Verb = SqlWord.Update };
        level.Operands = 1;
        Clauses(ref level);
        if (!level.Assigns)
            return;
        Note(SqlFacts.Shaped | SqlFacts.Strict);
        if (!level.IsLimited)
            _effects |= SqlEffects.Destructive;
    }

    private void Deletion()
    {
        while (IsText("low_priority") || IsText("quick") || IsText("ignore"))
            Pass();
        if (IsText("top"))
        {
            Pass();
            if (_token.Kind == SqlTokenKind.Open)
                Group();
        }

        bool from = Skip(SqlWord.From);
        if (IsText("only"))
            Pass();
        if (!Name())
            return;
        _effects |= SqlEffects.Delete;
        var level = new Level { Verb = SqlWord.Delete, Operands = 1, From = from };
        Clauses(ref level);
        Note(SqlFacts.Shaped);
        if (level.Where)
            Note(SqlFacts.Symbols);
        else if (!level.From)
            Note(SqlFacts.Short);
        if (!level.IsLimited)
            _effects |= SqlEffects.Destructive;
    }

    private void Merging()
    {
        Skip(SqlWord.Into);
        if (!Name())
            return;
        _effects |= SqlEffects.Update;
        var level = new Level { Verb = SqlWord.Merge, Operands = 1 };
        Clauses(ref level);
        if (level.Using && level.On)
            Note(SqlFacts.Shaped | (level.When ? SqlFacts.Strict : SqlFacts.None));
    }

    /// <summary>A name of any number of parts, quoted or not; false where none stands here.</summary>
    private bool Name()
    {
        if (!IsName(_token))
            return false;
        NoteName();
        Take();
        while (_token.Kind == SqlTokenKind.Dot)
        {
            Note(SqlFacts.Symbols);
            Pass();
            if (_token.Kind is not (SqlTokenKind.Word or SqlTokenKind.Name or SqlTokenKind.Parameter) && !(_token.Kind == SqlTokenKind.Operator && _text[_token.Start] == '*'))
                return true;
            if (Is(SqlWord.Dangerous))
                _effects |= SqlEffects.Destructive;
            Take();
        }

        return true;
    }

    private void NoteName()
    {
        if (_token.Kind != SqlTokenKind.Word || _text[_token.Start.._token.End].Contains('_'))
            Note(SqlFacts.Symbols);
        else if (_token.Word == SqlWord.Prose)
            Note(SqlFacts.Prose);
        if (_token.Word == SqlWord.Dangerous)
            _effects |= SqlEffects.Destructive;
    }

    private static bool IsName(in SqlToken token) => token.Kind switch
    {
        SqlTokenKind.Name or SqlTokenKind.Parameter => true,
        SqlTokenKind.Word => token.Word is SqlWord.None or SqlWord.Prose or SqlWord.Dangerous or SqlWord.Table or SqlWord.Type or SqlWord.Object or SqlWord.Source or SqlWord.Member
            or SqlWord.File or SqlWord.Program or SqlWord.Current or SqlWord.Privileges or SqlWord.Matched or SqlWord.Analyze or SqlWord.Superuser or SqlWord.Temporary or SqlWord.Column
            or SqlWord.Keyword or SqlWord.Load or SqlWord.Show or SqlWord.Copy,
        _ => false,
    };
}
