namespace Sluice.Inspection.Detection.Sql;

/// <content>GRANT, EXEC, COPY, LOAD, and what databases do besides.</content>
internal ref partial struct SqlReader
{
    private void Granting(SqlWord verb)
    {
        bool all = Is(SqlWord.All);
        bool high = Is(SqlWord.Superuser);
        int names = 0;
        while (_token.Kind is SqlTokenKind.Word or SqlTokenKind.Comma or SqlTokenKind.Open or SqlTokenKind.Name && !Is(SqlWord.To) && !Is(SqlWord.From) && !Is(SqlWord.On))
        {
            if (Is(SqlWord.Prose) || ++names > 64)
                return;
            if (_token.Kind != SqlTokenKind.Open)
                Pass();
            else if (!Group())
                return;
        }

        bool on = Skip(SqlWord.On);
        if (on)
        {
            while (_token.Kind is not (SqlTokenKind.End or SqlTokenKind.Semicolon or SqlTokenKind.Other) && !Is(SqlWord.To) && !Is(SqlWord.From))
            {
                if (Is(SqlWord.Prose) || ++names > 64)
                    return;
                if (_token.Kind is SqlTokenKind.Operator or SqlTokenKind.Name)
                    Note(SqlFacts.Symbols);
                Pass();
            }
        }

        if (!Skip(verb == SqlWord.Grant ? SqlWord.To : SqlWord.From) || !Names())
            return;
        _effects |= SqlEffects.Update | (verb == SqlWord.Grant && (all || high) ? SqlEffects.Destructive : SqlEffects.None);
        Note(on ? SqlFacts.Shaped : SqlFacts.Shaped | SqlFacts.Short);
        if (Is(SqlWord.With) || IsText("identified"))
            Rest(created: false);
        Endings();
    }

    /// <summary>A procedure by name; what is executed from a string is found in the string.</summary>
    private void Execution()
    {
        SqlEffects before = _effects;
        if (IsText("immediate"))
            Pass();
        if (_token.Kind == SqlTokenKind.Parameter)
        {
            Pass();
            if (_token.Kind == SqlTokenKind.Operator)
                Pass();
        }

        if (!Name() || _effects == before)
            return;
        Arguments();
        Note(SqlFacts.Shaped | SqlFacts.Symbols);
    }

    private void Arguments()
    {
        while (_token.Kind is SqlTokenKind.Text or SqlTokenKind.Parameter or SqlTokenKind.Number or SqlTokenKind.Comma or SqlTokenKind.Operator or SqlTokenKind.Open or SqlTokenKind.Dot || IsText("out") || IsText("output"))
        {
            if (_token.Kind == SqlTokenKind.Open)
            {
                if (!Group())
                    return;
                continue;
            }

            Take();
        }
    }

    private void Copying()
    {
        if (Is(SqlWord.Into))
            Pass();
        if (_token.Kind == SqlTokenKind.Open)
        {
            if (!Group())
                return;
        }
        else if (!Name())
        {
            return;
        }

        if (_token.Kind == SqlTokenKind.Open && !Group())
            return;
        bool from = Is(SqlWord.From);
        if (!from && !Is(SqlWord.To))
            return;
        Pass();
        bool program = Skip(SqlWord.Program);
        if (_token.Kind is not (SqlTokenKind.Text or SqlTokenKind.Parameter or SqlTokenKind.Word))
            return;
        if (_token.Kind == SqlTokenKind.Word && !IsText("stdin") && !IsText("stdout"))
            return;
        Take();
        _effects |= (from ? SqlEffects.Create : SqlEffects.Read) | (program ? SqlEffects.Destructive : SqlEffects.None);
        Note(SqlFacts.Shaped | SqlFacts.Strict);
        if (_token.Kind == SqlTokenKind.Word || _token.Kind == SqlTokenKind.Open)
            Rest(created: false);
    }

    private void Loading()
    {
        if (!IsText("data"))
            return;
        Pass();
        while (_token.Kind == SqlTokenKind.Word && (Is(SqlWord.Temporary) || IsText("low_priority") || IsText("concurrent")))
            Pass();
        if (!IsText("infile") && !IsText("inpath"))
            return;
        Pass();
        if (_token.Kind is not (SqlTokenKind.Text or SqlTokenKind.Name or SqlTokenKind.Parameter))
            return;
        Take();
        _effects |= SqlEffects.Create;
        Note(SqlFacts.Shaped | SqlFacts.Strict);
        Rest(created: false);
    }

    private void Upkeep(SqlWord verb)
    {
        switch (verb)
        {
            case SqlWord.Rename when Is(SqlWord.Table) || Is(SqlWord.Object):
                Pass();
                if (!Name() || !Skip(SqlWord.To) || !Name())
                    return;
                _effects |= SqlEffects.Update;
                Note(SqlFacts.Shaped);
                break;
            case SqlWord.Restore when IsText("database"):
                Pass();
                if (!Name() || !Is(SqlWord.From))
                    return;
                Pass();
                _effects |= SqlEffects.Destructive;
                Note(SqlFacts.Shaped);
                Rest(created: false);
                break;
            case SqlWord.Purge when IsText("recyclebin") || IsText("dba_recyclebin") || IsText("binary"):
                Take();
                _effects |= SqlEffects.Delete | SqlEffects.Destructive;
                Note(SqlFacts.Shaped);
                Rest(created: false);
                break;
            case SqlWord.Shutdown when _token.Kind is SqlTokenKind.Semicolon or SqlTokenKind.End || IsText("immediate") || IsText("abort") || (Is(SqlWord.With)):
                _effects |= SqlEffects.Destructive;
                Note(SqlFacts.Shaped | SqlFacts.Short);
                Rest(created: false);
                break;
            case SqlWord.Show when Is(SqlWord.Object) || Is(SqlWord.Create):
                _effects |= SqlEffects.Read;
                Note(SqlFacts.Shaped);
                Rest(created: false);
                break;
        }
    }
}
