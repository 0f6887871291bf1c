namespace Sluice.Inspection.Detection.Sql;

/// <content>CREATE, ALTER, DROP, TRUNCATE, GRANT, and what databases do besides.</content>
internal ref partial struct SqlReader
{
    private void Definition(SqlWord verb)
    {
        switch (verb)
        {
            case SqlWord.Create:
                Creation();
                break;
            case SqlWord.Alter:
                Alteration();
                break;
            case SqlWord.Drop:
                Drop();
                break;
            case SqlWord.Truncate:
                Truncation();
                break;
            case SqlWord.Grant or SqlWord.Revoke:
                Granting(verb);
                break;
            case SqlWord.Exec:
                Execution();
                break;
            case SqlWord.Dangerous:
                _effects |= SqlEffects.Destructive;
                Arguments();
                Note(SqlFacts.Shaped | SqlFacts.Symbols);
                break;
            case SqlWord.Copy:
                Copying();
                break;
            case SqlWord.Load:
                Loading();
                break;
            default:
                Upkeep(verb);
                break;
        }
    }

    private void Creation()
    {
        bool unlisted = false;
        while (_token.Kind == SqlTokenKind.Word && (Is(SqlWord.Or) || Is(SqlWord.Replace) || Is(SqlWord.Temporary) || Is(SqlWord.Alter) || IsModifier()))
            Pass();
        if (!IsObjectKind(ref unlisted))
            return;
        bool table = Is(SqlWord.Table);
        Pass();
        while (Is(SqlWord.Object))
            Pass();
        Unless();
        bool onName = Is(SqlWord.On);
        if (!onName && !Name())
            return;
        _effects |= SqlEffects.Create;
        Note(SqlFacts.Shaped);
        bool goesOn = _token.Kind == SqlTokenKind.Open || (_token.Kind == SqlTokenKind.Word && _token.Word is SqlWord.As or SqlWord.On or SqlWord.With or SqlWord.Like || IsText("identified") || IsText("returns"));
        if (goesOn)
            Note(table && _token.Kind == SqlTokenKind.Open ? SqlFacts.Strict : SqlFacts.Symbols);
        Rest(created: true);
    }

    /// <summary>The words between CREATE and what is created.</summary>
    private readonly bool IsModifier() => IsText("unique") || IsText("clustered") || IsText("nonclustered") || IsText("fulltext") || IsText("spatial") || IsText("materialized")
        || IsText("unlogged") || IsText("external") || IsText("foreign") || IsText("virtual") || IsText("global") || IsText("public") || IsText("bitmap") || IsText("recursive")
        || IsText("force") || IsText("editionable") || IsText("transient") || IsText("concurrently");

    private readonly bool IsObjectKind(ref bool unlisted)
    {
        unlisted = IsText("tablespace") || IsText("language") || IsText("cluster") || IsText("statistics") || IsText("column") || IsText("constraint");
        return _token.Kind == SqlTokenKind.Word && (_token.Word is SqlWord.Table or SqlWord.Object or SqlWord.Type || unlisted);
    }

    /// <summary>IF [NOT] EXISTS.</summary>
    private void Unless()
    {
        if (!Skip(SqlWord.If))
            return;
        Skip(SqlWord.Not);
        if (Skip(SqlWord.Exists))
            Note(SqlFacts.Strict);
    }

    private void Alteration()
    {
        bool unlisted = false;
        while (IsModifier())
            Pass();
        bool system = IsText("system");
        if (!system && !IsObjectKind(ref unlisted) && !IsText("server"))
            return;
        bool table = Is(SqlWord.Table);
        Pass();
        while (Is(SqlWord.Object))
            Pass();
        Unless();
        if (IsText("only"))
            Pass();
        if (!system && !Name())
            return;
        _effects |= SqlEffects.Update;
        if (_token.Kind == SqlTokenKind.Operator && _text[_token.Start] == '*')
            Pass();
        bool acts = _token.Kind == SqlTokenKind.Word && (_token.Word is SqlWord.Add or SqlWord.Drop or SqlWord.Rename or SqlWord.Alter or SqlWord.Set or SqlWord.With or SqlWord.Truncate or SqlWord.Replace or SqlWord.Exec or SqlWord.Superuser or SqlWord.On
            || IsText("modify") || IsText("change") || IsText("owner") || IsText("enable") || IsText("disable") || IsText("superuser") || IsText("createdb") || IsText("identified") || IsText("convert") || IsText("engine") || IsText("discard") || IsText("attach") || IsText("detach") || IsText("validate") || IsText("password") || IsText("nosuperuser") || IsText("reset") || IsText("auto_increment"));
        if (!acts)
            return;
        Note(SqlFacts.Shaped);
        int before = _end;
        Rest(created: false);
        if (table && _end > before && (_facts & SqlFacts.Prose) == SqlFacts.None)
            Note(SqlFacts.Symbols);
    }

    /// <summary>
    /// The rest of a definition. Names stand closer together there (types, options), so that only prose, a broken grammar or the end of the line behind a complete part ends it.
    /// </summary>
    private void Rest(bool created)
    {
        int names = 0;
        while (true)
        {
            switch (_token.Kind)
            {
                case SqlTokenKind.End or SqlTokenKind.Semicolon or SqlTokenKind.Close or SqlTokenKind.Other:
                    return;
                case SqlTokenKind.Open:
                    if (!Group())
                        return;
                    names = 1;
                    continue;
                case SqlTokenKind.Word:
                    if (!RestWord(ref names, created))
                        return;
                    continue;
                case SqlTokenKind.Comma or SqlTokenKind.Operator or SqlTokenKind.Dot:
                    names = 0;
                    Pass();
                    continue;
                default:
                    if (created && _token.Kind == SqlTokenKind.Text && _text[_token.Start] == '$')
                        Body(_text[_token.Start.._token.End]);
                    names = 1;
                    Take();
                    continue;
            }
        }
    }

    private bool RestWord(ref int names, bool created)
    {
        SqlWord word = _token.Word;
        bool timed = created && (IsText("before") || IsText("after") || IsText("every") || IsText("is"));
        if ((word == SqlWord.Prose && !timed) || (word is SqlWord.And or SqlWord.Or && created))
        {
            if (word == SqlWord.Prose && names < 2)
                Note(SqlFacts.Prose);
            return false;
        }

        if (created && word is SqlWord.Select or SqlWord.With or SqlWord.Insert && _last.Word is SqlWord.As or SqlWord.Do or SqlWord.Begin)
        {
            Statement();
            return false;
        }

        if (created && word is SqlWord.Delete or SqlWord.Update or SqlWord.Insert or SqlWord.Drop or SqlWord.Truncate or SqlWord.Alter)
            return CreatedAct();
        if (word == SqlWord.Drop)
        {
            Pass();
            if (!(Is(SqlWord.Not) || Is(SqlWord.Default) || IsText("identity") || IsText("expression") || IsText("member")))
                _effects |= SqlEffects.Destructive;
            names = 0;
            return true;
        }

        if (word == SqlWord.Truncate || (word == SqlWord.Superuser && _last.Word != SqlWord.Not) || IsText("superuser") || IsText("discard"))
            _effects |= SqlEffects.Destructive;
        if (word == SqlWord.None)
        {
            if (_token.AfterBreak && names > 0 && created)
                return false;
            if (++names > 4)
                return false;
        }
        else
        {
            names = 0;
        }

        Take();
        return true;
    }

    /// <summary>A routine's body between dollars does what its statements do; those in its own strings are not looked for.</summary>
    private void Body(ReadOnlySpan<char> body)
    {
        if (_inBody)
            return;
        var heads = new SqlHeads(body);
        int next = 0;
        while (heads.Next(next) is var head and >= 0)
        {
            var reader = new SqlReader(body, head, MostTokens) { _inBody = true };
            reader.Statement();
            SqlReading reading = reader.Finish();
            bool shaped = (reading.Facts & (SqlFacts.Shaped | SqlFacts.Closed)) == (SqlFacts.Shaped | SqlFacts.Closed);
            _effects |= shaped ? reading.Effects : SqlEffects.None;
            next = shaped ? Math.Max(head + 1, reading.Resume) : head + 1;
        }
    }

    /// <summary>A trigger's, an event's or a rule's own statement; the words of AFTER DELETE ON are none.</summary>
    private bool CreatedAct()
    {
        SqlReader before = this;
        SqlEffects effects = _effects;
        if (_last.Word is SqlWord.Do or SqlWord.Begin || _last.Kind == SqlTokenKind.Word && _text[_last.Start.._last.End] is "ROW" or "row" or "INSTEAD" or "instead" or "ALSO" or "also")
        {
            Statement();
            return false;
        }

        this = before;
        _effects = effects;
        Take();
        return true;
    }

    private void Drop()
    {
        bool unlisted = false;
        bool temporary = Is(SqlWord.Temporary);
        while (Is(SqlWord.Temporary) || IsModifier())
            Pass();
        if (IsText("owned"))
        {
            Pass();
            if (!Skip(SqlWord.By) || !Name())
                return;
            Note(SqlFacts.Shaped | SqlFacts.Symbols);
            Dropped(temporary: false);
            return;
        }

        if (!IsObjectKind(ref unlisted) || Is(SqlWord.Column) || IsText("columns"))
            return;
        Pass();
        while (Is(SqlWord.Object) || IsText("concurrently"))
            Pass();
        Unless();
        temporary |= _token.Kind == SqlTokenKind.Word && _text[_token.Start] == '#';
        if (Names())
            Dropped(temporary);
    }

    private void Dropped(bool temporary)
    {
        _effects |= temporary ? SqlEffects.Delete : SqlEffects.Delete | SqlEffects.Destructive;
        Note(SqlFacts.Shaped);
        if (Is(SqlWord.On))
        {
            Pass();
            Name();
        }

        Endings();
    }

    /// <summary>A list of names, each with what a function takes.</summary>
    private bool Names()
    {
        if (_token.Kind == SqlTokenKind.Text) // 'name'@'host'
            Take();
        else if (!Name())
            return false;
        while (true)
        {
            if (_token.Kind == SqlTokenKind.Open && !Group())
                return true;
            if (_token.Kind == SqlTokenKind.Other && _text[_token.Start] == '@')
            {
                Pass();
                Take();
            }

            if (_token.Kind != SqlTokenKind.Comma)
                return true;
            Pass();
            if (!Name())
                return true;
        }
    }

    private void Endings()
    {
        while (_token.Kind == SqlTokenKind.Word && (_token.Word == SqlWord.Ending || IsText("purge") || IsText("continue") || IsText("restart") || IsText("identity") || IsText("including") || IsText("contents")
            || (Is(SqlWord.And) && _last.Kind == SqlTokenKind.Word && _text[_last.Start.._last.End].Equals("contents", StringComparison.OrdinalIgnoreCase)) || IsText("datafiles")))
            Take();
    }

    private void Truncation()
    {
        if (!Skip(SqlWord.Table))
            Note(SqlFacts.Short);
        if (IsText("only"))
            Pass();
        if (_token.Kind == SqlTokenKind.Parameter || !Names())
            return;
        _effects |= SqlEffects.Delete | SqlEffects.Destructive;
        if ((_facts & SqlFacts.Short) != SqlFacts.None && _last.Kind == SqlTokenKind.Close)
            return; // The function of numbers.
        Note(SqlFacts.Shaped);
        Endings();
    }

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
