namespace Sluice.Inspection.Detection.Sql;

/// <content>CREATE, ALTER, DROP, TRUNCATE.</content>
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
}
