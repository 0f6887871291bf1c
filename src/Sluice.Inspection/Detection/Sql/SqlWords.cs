using System.Collections.Frozen;

namespace Sluice.Inspection.Detection.Sql;

/// <summary>Which word a word is.</summary>
internal static class SqlWords
{
    /// <summary>The longest word of the tables.</summary>
    private const int Longest = 24;

    private static readonly FrozenDictionary<string, SqlWord> Words = Build();

    private static readonly FrozenDictionary<string, SqlWord>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The word's value; <see cref="SqlWord.None"/> for names.</summary>
    public static SqlWord Of(ReadOnlySpan<char> word) =>
        word.Length <= Longest && BySpan.TryGetValue(word, out SqlWord known) ? known : SqlWord.None;

    public static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    public static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '#' or '@';

    private static FrozenDictionary<string, SqlWord> Build()
    {
        var words = new Dictionary<string, SqlWord>(StringComparer.OrdinalIgnoreCase);
        foreach (SqlWord word in Enum.GetValues<SqlWord>())
        {
            if (word is not (SqlWord.None or SqlWord.Prose or SqlWord.Dangerous or SqlWord.SetOperation or SqlWord.Clause or SqlWord.Infix or SqlWord.Ending or SqlWord.Keyword or SqlWord.Object))
                words.Add(word.ToString(), word);
        }

        Add(SqlWord.Exec, "execute");
        Add(SqlWord.Temporary, "temp local global");
        Add(SqlWord.Analyze, "analyse");
        Add(SqlWord.SetOperation, "union except intersect minus");
        Add(SqlWord.Clause, "group order having returning window offset fetch qualify partition over output option connect start tablesample duplicate conflict within");
        Add(SqlWord.Infix, "ilike rlike regexp glob match similar div mod xor collate escape overlaps any some");
        Add(SqlWord.Ending, "asc desc cascade restrict locked nowait end only ties cascaded constraints force statistics immediate");
        Add(SqlWord.Keyword,
            "distinct distinctrow top ignore low_priority high_priority delayed quick inner outer left right full cross natural lateral straight_join apply unnest " +
            "recursive materialized row rows range first last next percent nulls filter interval else instead each of identified password " +
            "returns language security definer invoker deferrable initially references constraint check primary foreign unique key generated always identity overriding " +
            "modify change enable disable owner concurrently restart continue cluster tablespace nothing overwrite data infile inpath sample sounds");
        Add(SqlWord.Object,
            "database databases schema view index sequence function procedure proc trigger user role login event extension domain policy rule server synonym package " +
            "publication subscription aggregate collation operator tables views indexes keyspace catalog profile directory assembly certificate credential library wrapper " +
            "columns grants processlist triggers");
        Add(SqlWord.File, "outfile dumpfile");
        Add(SqlWord.Superuser, "sysadmin dba db_owner sysdba");
        Add(SqlWord.Dangerous,
            "xp_cmdshell xp_regwrite xp_regdeletekey xp_regdeletevalue xp_servicecontrol xp_delete_file sp_oacreate sp_oamethod sp_addsrvrolemember sp_dropserver sp_dropsrvrolemember " +
            "sys_exec sys_eval lo_export load_extension pg_file_write pg_file_unlink dbms_scheduler dbms_java utl_file");
        Add(SqlWord.Prose,
            "the an this that these those it its they them you we i he she my your our his her their who what which how why whether another such anything something " +
            "is are was were be been being does did done has have had will would can could should may might must shall " +
            "but if so because while before after every during until without about above below between through via per than also just then there here when where " +
            "please never always often usually only once again too very more most less least best better vs versus safely quickly permanently immediately carefully accidentally manually properly correctly " +
            "statement statements command commands query queries syntax clause keyword keywords operation operations permission permissions access " +
            "removes remove deletes drops works returns clears wipes erases means lets allows helps makes gives takes needs requires fails succeeds");
        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(SqlWord word, string names)
        {
            foreach (string name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words.TryAdd(name, word); // The first meaning counts: WHEN is a keyword before it is prose.
        }
    }
}
