namespace Sluice.Inspection.Detection.Sql;

/// <content>The clauses of SELECT, INSERT, UPDATE, DELETE and MERGE.</content>
internal ref partial struct SqlReader
{
    /// <summary>What is known of one statement, which may stand inside another.</summary>
    private struct Level
    {
        public SqlWord Verb;

        /// <summary>Operands in a row: a name, and its alias.</summary>
        public int Operands;

        /// <summary>All operands.</summary>
        public int Items;

        /// <summary>AND and OR are at home here.</summary>
        public bool InCondition;

        /// <summary>Commas part expressions.</summary>
        public bool InList;

        public bool From;
        public bool Where;
        public bool Assigns;
        public bool On;
        public bool Using;
        public bool When;
        public bool BySource;

        /// <summary>A WHERE that says which rows, or a join that does.</summary>
        public bool IsLimited;
    }

    /// <summary>Reads clause by clause up to what belongs to none.</summary>
    private void Clauses(ref Level level)
    {
        while (true)
        {
            switch (_token.Kind)
            {
                case SqlTokenKind.End or SqlTokenKind.Semicolon or SqlTokenKind.Close or SqlTokenKind.Other:
                    return;
                case SqlTokenKind.Word when !IsOperandWord(_token):
                    if (!Keyword(ref level))
                        return;
                    break;
                case SqlTokenKind.Comma:
                    level.Operands = 0;
                    Pass();
                    break;
                case SqlTokenKind.Operator:
                    Note(SqlFacts.Symbols);
                    OperatorSign(ref level);
                    break;
                case SqlTokenKind.Open:
                    if (!Parenthesis(ref level))
                        return;
                    break;
                default:
                    if (!Operand(ref level))
                        return;
                    break;
            }
        }
    }

    /// <summary>Keywords that are as good as names where a name is expected.</summary>
    private static bool IsOperandWord(in SqlToken token) => token.Word is SqlWord.None or SqlWord.Prose or SqlWord.Dangerous or SqlWord.Type or SqlWord.Object or SqlWord.Source
        or SqlWord.Member or SqlWord.File or SqlWord.Program or SqlWord.Current or SqlWord.Privileges or SqlWord.Matched or SqlWord.Superuser or SqlWord.Temporary or SqlWord.Column
        or SqlWord.Null or SqlWord.True or SqlWord.False or SqlWord.Default;

    /// <summary>A star is an operand where one is due, as in count(*); all other signs stand between operands.</summary>
    private void OperatorSign(ref Level level)
    {
        bool star = _text[_token.Start] == '*' && level.Operands == 0;
        if (level is { Verb: SqlWord.Update or SqlWord.Insert, InList: true } && _text[_token.Start] is '=' or ':')
            level.Assigns = true;
        if (star)
            Take();
        else
            Pass();
        level.Operands = star ? 2 : 0;
    }

    private bool Operand(ref Level level)
    {
        bool plain = _token.Kind == SqlTokenKind.Word;
        bool parameter = _token.Kind == SqlTokenKind.Parameter;
        int most = plain || _token.Kind is SqlTokenKind.Name or SqlTokenKind.Text ? 2 : 1;
        if (level.Operands >= most || (level.Operands == 1 && _token.AfterBreak) || (parameter && level.Operands > 0))
            return false;
        if (plain && level.Operands == 1 && _token.Word == SqlWord.Prose)
        {
            Note(SqlFacts.Prose); // No alias, but prose that goes on.
            return false;
        }

        level.Operands++;
        level.Items++;
        if (!IsName(_token))
        {
            if (_token.Kind != SqlTokenKind.Word)
                Note(SqlFacts.Symbols);
            Take();
            return true;
        }

        if (level.Operands == 1)
            return Name();
        Take();
        return true;
    }

    /// <summary>What a call is given, a nested query, or a list.</summary>
    private bool Parenthesis(ref Level level)
    {
        bool call = level.Operands > 0 && _last.End == _token.Start && _last.Kind is SqlTokenKind.Word or SqlTokenKind.Name;
        if (level.Operands > 1 && !call)
            return false;
        Note(call ? SqlFacts.Symbols : SqlFacts.None);
        if (!Group())
            return false;
        level.Operands = Math.Max(1, level.Operands);
        level.Items++;
        return true;
    }

    /// <summary>Reads what stands in parentheses, statements included; false where they do not close.</summary>
    private bool Group()
    {
        if (_depth >= MostNested)
            return false;
        _depth++;
        Pass();
        bool query = _token.Kind == SqlTokenKind.Word && _token.Word is SqlWord.Select or SqlWord.Insert or SqlWord.Update or SqlWord.Delete or SqlWord.Merge or SqlWord.With;
        if (query)
            Statement();
        while (_token.Kind is not (SqlTokenKind.Close or SqlTokenKind.End or SqlTokenKind.Semicolon))
        {
            if (_token.Kind == SqlTokenKind.Open)
            {
                if (!Group())
                    break;
                continue;
            }

            if (Is(SqlWord.Dangerous))
                _effects |= SqlEffects.Destructive;
            Pass();
        }

        _depth--;
        if (_token.Kind != SqlTokenKind.Close)
            return false;
        Take();
        return true;
    }

    /// <summary>A keyword and what it begins; false where it cannot stand here.</summary>
    private bool Keyword(ref Level level)
    {
        SqlWord word = _token.Word;
        switch (word)
        {
            case SqlWord.And or SqlWord.Or:
                if (level.Operands == 0 || !level.InCondition)
                    return false;
                break;
            case SqlWord.From:
                return FromClause(ref level);
            case SqlWord.Where:
                return WhereClause(ref level);
            case SqlWord.Set:
                level.InList = true;
                level.InCondition = true;
                break;
            case SqlWord.On or SqlWord.Using:
                return Joining(ref level, word);
            case SqlWord.Join:
                level.InList = false;
                break;
            case SqlWord.When or SqlWord.Case:
                level.When |= level.Verb == SqlWord.Merge;
                level.InCondition = true;
                break;
            case SqlWord.Into:
                return IntoClause(ref level);
            case SqlWord.As:
                return AsClause(ref level);
            case SqlWord.Then or SqlWord.Do:
                return Branch(ref level);
            case SqlWord.For:
                return ForClause(ref level);
            case SqlWord.SetOperation:
                return United(ref level);
            case SqlWord.By:
                Pass();
                level.BySource |= Is(SqlWord.Source);
                level.InList = true;
                level.Operands = 0;
                return true;
            case SqlWord.Ending:
                Take();
                level.Operands = 2;
                return true;
            case SqlWord.In or SqlWord.Is or SqlWord.Like or SqlWord.Between or SqlWord.Infix:
                if (level.Operands == 0 && _last.Word != SqlWord.Not)
                    return false;
                break;
            case SqlWord.Clause or SqlWord.Limit or SqlWord.Keyword or SqlWord.Not or SqlWord.Exists or SqlWord.Values or SqlWord.With or SqlWord.All or SqlWord.Begin:
                break;
            case SqlWord.Insert or SqlWord.Replace when _token.End < _text.Length && _text[_token.End] == '(':
                level.Items++; // The functions of these names.
                level.Operands = 0;
                Take();
                level.Operands = 1;
                return true;
            case SqlWord.Delete or SqlWord.Update when _last.Word is SqlWord.On or SqlWord.For:
                Take();
                level.Operands = 2;
                return true;
            default:
                return false;
        }

        Pass();
        level.Operands = 0;
        return true;
    }

    private bool FromClause(ref Level level)
    {
        Pass();
        level.InList = false;
        level.InCondition = false;
        level.Operands = 0;
        bool inDistinct = _last.Word == SqlWord.From && level.From;
        if (IsName(_token) || _token.Kind == SqlTokenKind.Open || inDistinct)
            level.From = true;
        return level.From;
    }

    private bool WhereClause(ref Level level)
    {
        SqlTokenizer condition = _tokens;
        Pass();
        if (_token.Kind is SqlTokenKind.End or SqlTokenKind.Semicolon or SqlTokenKind.Close || (_token.Kind == SqlTokenKind.Word && _token.Word == SqlWord.Prose))
            return false;
        level.Where = true;
        level.InCondition = true;
        level.Operands = 0;
        level.IsLimited = !SqlCondition.IsAlwaysTrue(_text, condition);
        return true;
    }

    private bool Joining(ref Level level, SqlWord word)
    {
        if (level.Operands == 0)
            return false;
        SqlTokenizer condition = _tokens;
        Pass();
        if (_token.Kind == SqlTokenKind.Word && _token.Word is SqlWord.Prose)
            return false;
        level.Using |= word == SqlWord.Using;
        level.On |= word == SqlWord.On;
        level.InCondition = true;
        level.Operands = 0;
        if (word == SqlWord.On && level.Verb is SqlWord.Delete or SqlWord.Update)
            level.IsLimited |= !SqlCondition.IsAlwaysTrue(_text, condition);
        return true;
    }

    /// <summary>SELECT … INTO: a table, or a file on the server.</summary>
    private bool IntoClause(ref Level level)
    {
        Pass();
        if (Is(SqlWord.File))
            _effects |= SqlEffects.Destructive;
        else if (level.Verb == SqlWord.Select && _token.Kind != SqlTokenKind.Parameter)
            _effects |= SqlEffects.Create;
        level.Operands = 0;
        level.InList = false;
        if (!Is(SqlWord.File))
            return IsName(_token) && Name() && (level.Operands = 1) == 1;
        Pass();
        return true;
    }

    private bool AsClause(ref Level level)
    {
        if (level.Operands == 0)
            return false;
        Pass();
        if (!IsName(_token) && _token.Kind != SqlTokenKind.Text)
            return false;
        if (Is(SqlWord.Prose))
        {
            Note(SqlFacts.Prose);
            return false;
        }

        Take();
        level.Operands = 2;
        return true;
    }

    /// <summary>THEN and DO: what follows may be an act of its own.</summary>
    private bool Branch(ref Level level)
    {
        Pass();
        level.Operands = 0;
        if (Is(SqlWord.Delete))
        {
            _effects |= SqlEffects.Delete | (level.BySource ? SqlEffects.Destructive : SqlEffects.None);
            Take();
            level.Operands = 2;
        }
        else if (Is(SqlWord.Update))
        {
            _effects |= SqlEffects.Update;
            Take();
        }
        else if (Is(SqlWord.Insert))
        {
            _effects |= SqlEffects.Create;
            Take();
            if (_token.Kind == SqlTokenKind.Open)
                Group();
        }

        return true;
    }

    /// <summary>FOR UPDATE and its kin; in all other places "for" is prose.</summary>
    private bool ForClause(ref Level level)
    {
        SqlReader before = this;
        Pass();
        bool known = Is(SqlWord.Update) || IsText("share") || IsText("no") || IsText("key") || IsText("xml") || IsText("json") || IsText("system_time") || IsText("browse") || IsText("read");
        if (!known)
        {
            this = before;
            return false;
        }

        Take();
        level.Operands = 1;
        return true;
    }

    private bool United(ref Level level)
    {
        Pass();
        if (Is(SqlWord.All) || IsText("distinct"))
            Pass();
        if (_token.Kind == SqlTokenKind.Open)
        {
            level.Operands = 0;
            return true;
        }

        if (!Is(SqlWord.Select) && !Is(SqlWord.Values))
            return false;
        bool from = level.From;
        Statement();
        level.From |= from;
        Note(SqlFacts.Symbols);
        level.Operands = 2;
        return true;
    }
}
