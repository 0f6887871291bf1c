namespace Sluice.Inspection.Detection.Sql;

/// <summary>SQL by what it does: <c>sql/*</c>. In Prisma AIRS' words <c>database-security-create</c>, <c>-read</c>, <c>-update</c> and <c>-delete</c>.</summary>
internal static class DatabaseSecurity
{
    private static readonly SqlClassifier Classifier = new();

    public static IReadOnlyList<Detector> All { get; } =
    [
        Of("sql/create", "SQL that creates: CREATE, INSERT, SELECT … INTO, COPY … FROM, LOAD DATA.", SqlEffects.Create),
        Of("sql/read", "SQL that reads: SELECT, COPY … TO, SHOW, EXPLAIN.", SqlEffects.Read),
        Of("sql/update", "SQL that changes: UPDATE, MERGE, ALTER, RENAME, GRANT, REVOKE.", SqlEffects.Update),
        Of("sql/delete", "SQL that removes: DELETE, DROP, TRUNCATE.", SqlEffects.Delete),
        Of("sql/destructive", "SQL that destroys or takes over: DROP, TRUNCATE, DELETE and UPDATE of every row, ALTER … DROP, GRANT ALL, xp_cmdshell, COPY … PROGRAM.", SqlEffects.Destructive),
    ];

    private static Detector Of(string name, string description, SqlEffects effect) =>
        Detector.Judging(name, description, Classifier, int.TrailingZeroCount((int)effect), certain: true);
}
