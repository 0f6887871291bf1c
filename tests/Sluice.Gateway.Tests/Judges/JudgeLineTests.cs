using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Gateway.Judges;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;
using Sluice.Testing;

namespace Sluice.Gateway.Tests.Judges;

/// <summary>The way to a judge: its memory, its line, its deadline and its breaker. Time moves when the tests say so.</summary>
public sealed class JudgeLineTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly JudgeWatch _watch = new("test", NullLogger<JudgeWatch>.Instance);
    private StubJudge _judge = null!;
    private JudgeDirectory _judges = null!;

    public async ValueTask InitializeAsync()
    {
        _judge = await StubJudge.StartAsync();
        _judges = new JudgeDirectory(_watch, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _judges.Dispose();
        _watch.Dispose();
        await _judge.DisposeAsync();
    }

    [Fact]
    public async Task What_was_said_of_a_text_holds_for_a_time_and_for_the_same_words_of_the_same_speaker()
    {
        RemoteOptions options = Options(o => o.CacheSeconds = 60);
        for (int i = 0; i < 3; i++)
            Assert.Equal(new RemoteFinding(0, 3, 5), Assert.Single((await AskAsync(options, "an alarm")).Findings));
        Assert.Equal(1, _judge.Count);
        await AskAsync(options, "an alarm", Direction.Response);
        await AskAsync(options, "another alarm");
        Assert.Equal(3, _judge.Count);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await AskAsync(options, "an alarm");
        Assert.Equal(4, _judge.Count);
    }

    [Fact]
    public async Task Without_a_memory_it_is_asked_each_time_and_failures_are_never_kept()
    {
        RemoteOptions options = Options();
        await AskAsync(options, "an alarm");
        await AskAsync(options, "an alarm");
        Assert.Equal(2, _judge.Count);
        RemoteOptions keeping = Options(o => o.CacheSeconds = 60);
        _judge.Failure = StubFailure.Status;
        Assert.True((await AskAsync(keeping, "an alarm")).Failed);
        _judge.Failure = StubFailure.None;
        Assert.False((await AskAsync(keeping, "an alarm")).Failed);
    }

    [Fact]
    public async Task A_judge_that_is_silent_has_failed_when_its_time_is_over()
    {
        _judge.Failure = StubFailure.Silence;
        Task<RemoteVerdict> asking = AskAsync(Options(), "an alarm").AsTask();
        await _judge.NextRequestAsync();
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await asking).Failed);
    }

    [Fact]
    public async Task A_judge_that_keeps_failing_is_left_alone_for_a_while()
    {
        RemoteOptions options = Options();
        _judge.Failure = StubFailure.Status;
        for (int i = 0; i < 20; i++)
            Assert.True((await AskAsync(options, $"alarm number {i}")).Failed);
        int asked = _judge.Count;
        Assert.InRange(asked, 8, 10);
        _judge.Failure = StubFailure.None;
        Assert.True((await AskAsync(options, "an alarm")).Failed);
        Assert.Equal(asked, _judge.Count);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False((await AskAsync(options, "an alarm")).Failed);
    }

    [Fact]
    public async Task No_more_are_asked_at_one_time_than_allowed_and_the_others_wait_in_line()
    {
        int inside = 0;
        int most = 0;
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawUpstream slow = await RawUpstream.StartAsync(async context =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref inside));
            await open.Task.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref inside);
            await context.Response.WriteAsync("""{"findings":[]}""");
        });
        RemoteOptions options = Options(o => o.MaxConcurrent = 2);
        JudgeLine line = _judges.Of(Settings(options, slow.Address));
        Task<RemoteVerdict>[] asking = [.. Enumerable.Range(0, 40).Select(i => line.AskAsync(RemoteQuestions.Of(options, $"text number {i}"), Given.Token).AsTask())];
        await slow.NextRequestAsync(Given.Token);
        await slow.NextRequestAsync(Given.Token);

        // Two are inside and thirty-two wait; for the others there is no room in line.
        Assert.Equal(6, asking.Count(a => a.IsCompleted));
        open.SetResult();
        RemoteVerdict[] verdicts = await Task.WhenAll(asking);
        Assert.Equal(2, most);
        Assert.Equal(6, verdicts.Count(v => v.Failed));
    }

    [Fact]
    public async Task A_long_text_is_judged_in_pieces_that_overlap_and_its_findings_stand_where_they_stand()
    {
        RemoteOptions options = Options(o => o.MaxCharacters = 1_024);
        string text = string.Concat(Enumerable.Range(0, 300).Select(i => i % 60 == 59 ? "alarm " : "\ud83d\ude00 word "));
        RemoteVerdict verdict = await AskAsync(options, text);
        IEnumerable<int> expected = Enumerable.Range(0, text.Length).Where(i => text.AsSpan(i).StartsWith("alarm"));
        Assert.Equal(expected, verdict.Findings.Select(f => f.Start).Distinct().Order());
        Assert.All(_judge.Asked, piece => Assert.InRange(piece.Length, 1, 1_024));
        Assert.InRange(_judge.Count, 3, 4);
    }

    [Fact]
    public async Task A_judge_that_nobody_answers_for_has_failed()
    {
        RemoteOptions options = Options();
        Assert.True((await _judges.Of(Settings(options, new Uri("http://127.0.0.1:1/"))).AskAsync(RemoteQuestions.Of(options, "an alarm"), Given.Token)).Failed);
    }

    [Fact]
    public async Task Whoever_does_not_want_to_know_any_more_is_no_failure_of_the_judge()
    {
        _judge.Failure = StubFailure.Silence;
        using var gone = new CancellationTokenSource();
        RemoteOptions options = Options();
        Task<RemoteVerdict> asking = _judges.Of(Settings(options, _judge.Address)).AskAsync(RemoteQuestions.Of(options, "an alarm"), gone.Token).AsTask();
        await _judge.NextRequestAsync();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is var now && now != seen)
            seen = now;
    }

    private static RemoteOptions Options(Action<RemoteOptions>? change = null)
    {
        RemoteOptions options = new() { Kind = "Webhook", CacheSeconds = 0 };
        options.Categories["place"] = ["PLACE"];
        change?.Invoke(options);
        return options;
    }

    private static JudgeSettings Settings(RemoteOptions options, Uri address) => new("far", RemoteKind.Webhook, address, Key: null, SigningKey: null, options);

    private ValueTask<RemoteVerdict> AskAsync(RemoteOptions options, string text, Direction direction = Direction.Request) =>
        _judges.Of(Settings(options, _judge.Address)).AskAsync(RemoteQuestions.Of(options, text, direction), Given.Token);
}
