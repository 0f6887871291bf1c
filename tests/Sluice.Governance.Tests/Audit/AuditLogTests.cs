using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sluice.Governance.Audit;

namespace Sluice.Governance.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-audit-");
    private readonly AuditLogLines _logged = new();

    private string Folder => Path.Combine(_folder.FullName, "audit");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_record_is_one_line_and_what_is_empty_is_left_out()
    {
        await using (AuditLog log = Start())
        {
            log.Write(new AuditRecord
            {
                Time = Noon.AddMilliseconds(5).ToOffset(TimeSpan.FromHours(2)),
                Id = "id-1",
                Event = "key.create",
                Outcome = "done",
                Actor = "ada\nadmin",
                Source = "192.0.2.7",
                Status = 200,
                Rules = ["pii/email=redact"],
                InputTokens = 3,
                Milliseconds = 1.23456,
                Target = "key-1",
                After = "{\n  \"name\": \"ci\"\n}",
            });
            await log.WriteAsync(Record("id-2") with { Model = new string('m', 1_000), Before = "no JSON", Estimated = true });
        }

        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Folder, "audit-2026-11-21.jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"time":"2026-11-21T12:00:00.005Z","id":"id-1","event":"key.create","outcome":"done","tenant":"default","actor":"ada\nadmin","source":"192.0.2.7","status":200,"rules":["pii/email=redact"],"input_tokens":3,"milliseconds":1.235,"target":"key-1","after":{"name":"ci"}}""",
            lines[0]);
        Assert.Equal(2, lines.Length);
        using JsonDocument second = JsonDocument.Parse(lines[1]);
        Assert.Equal(256, second.RootElement.GetProperty("model").GetString()!.Length);
        Assert.Equal("no JSON", second.RootElement.GetProperty("before").GetString());
        Assert.True(second.RootElement.GetProperty("estimated").GetBoolean());
    }

    [Fact]
    public async Task Every_day_has_a_file_which_only_its_owner_may_read()
    {
        await using (AuditLog log = Start())
        {
            for (int hour = 0; hour < 48; hour++)
                await log.WriteAsync(Record($"id-{hour}") with { Time = Noon.AddHours(hour) });
        }

        Assert.Equal(["audit-2026-11-21.jsonl", "audit-2026-11-22.jsonl", "audit-2026-11-23.jsonl"], Files().Select(f => Path.GetFileName(f)));
        Assert.Equal([12, 24, 12], Files().Select(f => File.ReadLines(f).Count()));
        if (OperatingSystem.IsWindows())
            return;
        foreach (string file in Files())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_a_later_start_appends()
    {
        for (int run = 0; run < 2; run++)
        {
            await using AuditLog log = Start();
            await Parallel.ForAsync(0, 5_000, async (i, _) => await log.WriteAsync(Record($"{run}/{i}")));
        }

        IEnumerable<string?> ids = File.ReadLines(Assert.Single(Files())).Select(IdOf);
        Assert.Equal(10_000, ids.Distinct().Count());
    }

    [Fact]
    public async Task Gates_that_share_a_folder_write_files_of_their_own()
    {
        await using (AuditLog first = Start())
        {
            await first.WriteAsync(Record("first"));
            await Eventually(() => first.Written == 1);
            await using AuditLog second = Start();
            await second.WriteAsync(Record("second"));
        }

        Assert.Equal(["audit-2026-11-21.2.jsonl", "audit-2026-11-21.jsonl"], Files().Select(f => Path.GetFileName(f)));
        Assert.All(Files(), f => Assert.Single(File.ReadLines(f)));
    }

    [Fact]
    public async Task A_line_that_a_killed_process_left_half_does_not_swallow_the_next()
    {
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, "audit-2026-11-21.jsonl");
        await File.WriteAllTextAsync(file, "{\"time\":\"2026-11-", TestContext.Current.CancellationToken);
        await using (AuditLog log = Start())
            await log.WriteAsync(Record("next"));

        string[] lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Equal("next", IdOf(lines[1]));
    }

    [Fact]
    public async Task A_failing_disk_is_told_once_and_heals_without_losing_or_doubling_a_record()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder belongs", TestContext.Current.CancellationToken);
        await using (AuditLog log = Start())
        {
            await log.WriteAsync(Record("during"));
            await _logged.FirstAsync();
            File.Delete(Folder);
            await log.WriteAsync(Record("after"));
        }

        Assert.Equal(["during", "after"], File.ReadLines(Assert.Single(Files())).Select(IdOf));
        Assert.Equal(["The audit log cannot be written (IOException); records wait and writing is tried again", "The audit log can be written again"], _logged.Lines);
    }

    [Fact]
    public async Task A_full_disk_is_a_failing_disk()
    {
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, "audit-2026-11-21.jsonl");
        File.CreateSymbolicLink(file, "/dev/full");
        await using (AuditLog log = Start())
        {
            await log.WriteAsync(Record("one"));
            await _logged.FirstAsync();
            File.Delete(file);
        }

        Assert.Equal("one", IdOf(Assert.Single(File.ReadLines(file))));
    }

    [Theory]
    [InlineData(AuditFlush.Os)]
    [InlineData(AuditFlush.Disk)]
    public async Task However_batches_are_written_every_record_is_there_once(AuditFlush flush)
    {
        await using (AuditLog log = new(new AuditSettings(Folder) { Flush = flush }, TimeProvider.System, _logged))
        {
            for (int i = 0; i < 200; i++)
            {
                await log.WriteAsync(Record($"id-{i}"));
                if (i % 50 == 0)
                    await Eventually(() => log.Written == i + 1); // In several batches.
            }
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"id-{i}"), File.ReadLines(Assert.Single(Files())).Select(IdOf));
        Assert.Empty(_logged.Lines);
    }

    /// <summary>After a force that failed nobody knows what the disk has: the batch is not written until one succeeds, and stands there once.</summary>
    [Fact]
    public void A_batch_that_could_not_be_forced_onto_the_disk_is_taken_back_and_given_again()
    {
        var seen = new List<string>();
        using (var file = new AuditFile(Folder, f =>
        {
            seen.Add(File.ReadAllText(f.Name));
            AuditFile.ToDisk(f);
            if (seen.Count == 2)
                throw new IOException("the disk has gone");
        }))
        {
            var day = new DateOnly(2026, 11, 21);
            file.Append(day, "one\n"u8);
            Assert.Throws<IOException>(() => file.Append(day, "two\n"u8));
            file.Append(day, "two\n"u8);
            file.Append(day, "three\n"u8);
        }

        Assert.Equal(["one\n", "one\ntwo\n", "one\ntwo\n", "one\ntwo\nthree\n"], seen);
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(Assert.Single(Files())));
    }

    [Fact]
    public async Task A_full_queue_loses_records_of_exchanges_counts_them_and_says_so_once()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder belongs", TestContext.Current.CancellationToken);
        await using (AuditLog log = new(new AuditSettings(Folder) { Capacity = 16, Patience = TimeSpan.Zero }, TimeProvider.System, _logged))
        {
            for (int i = 0; i < 20; i++)
                await log.WriteAsync(Record($"exchange {i}"));
            log.Write(Record("act"));
            Assert.Equal(4, log.Lost);
            await _logged.FirstAsync();
            File.Delete(Folder);
        }

        Assert.Equal(17, File.ReadLines(Assert.Single(Files())).Count());
        Assert.Single(_logged.Lines, l => l.Contains("records are lost", StringComparison.Ordinal));
        Assert.Single(_logged.Lines, l => l.Contains("4 record(s) were lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_fails_to_the_end_loses_what_waited_and_stopping_ends_all_the_same()
    {
        await File.WriteAllTextAsync(Folder, "a file where the folder belongs", TestContext.Current.CancellationToken);
        AuditLog log = Start();
        await log.WriteAsync(Record("one"));
        await log.DisposeAsync();
        Assert.Equal((0, 1), (log.Written, log.Lost));
        Assert.Contains(_logged.Lines, l => l.Contains("stops while the audit log cannot be written", StringComparison.Ordinal));
    }

    private static AuditRecord Record(string id) => new() { Time = Noon, Id = id, Event = "exchange", Outcome = "allowed", Actor = "somebody" };

    private static string? IdOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("id").GetString();
    }

    private static async Task Eventually(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private AuditLog Start() => new(new AuditSettings(Folder), TimeProvider.System, _logged);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal);

    /// <summary>What the log says of itself.</summary>
    private sealed class AuditLogLines : ILogger<AuditLog>
    {
        private readonly List<string> _lines = [];
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public Task FirstAsync() => _first.Task.WaitAsync(TestContext.Current.CancellationToken);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add(formatter(state, exception));
            _first.TrySetResult();
        }
    }
}
