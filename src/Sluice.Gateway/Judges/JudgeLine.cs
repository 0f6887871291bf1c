using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Sluice.Inspection;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Judges;

/// <summary>
/// The one way to a remote judge: what it has said before, then its breaker, its deadline, its place in line, and the call. Never throws but for its caller's cancellation: what goes wrong
/// is a failed verdict, counted. Thread-safe.
/// </summary>
internal sealed class JudgeLine : IDisposable
{
    /// <summary>Longest answer that is read, in bytes.</summary>
    private const int MaxAnswer = 1 << 20;

    /// <summary>So many wait for each that is asked.</summary>
    private const int MostWaiting = 16;

    /// <summary>Texts that are cut are judged with so many characters of what stood before.</summary>
    private const int Overlap = 128;

    private readonly JudgeSettings _settings;
    private readonly IRemoteJudge _judge;
    private readonly HttpMessageInvoker _http;
    private readonly JudgeWatch _watch;
    private readonly TimeProvider _time;
    private readonly VerdictCache _cache;
    private readonly SemaphoreSlim _line;
    private readonly ResiliencePipeline<IReadOnlyList<RemoteFinding>> _calls;
    private int _inLine;

    public JudgeLine(JudgeSettings settings, HttpMessageInvoker http, JudgeWatch watch, TimeProvider time)
    {
        (_settings, _http, _watch, _time) = (settings, http, watch, time);
        _judge = Speaking(settings, time);
        _cache = new VerdictCache(TimeSpan.FromSeconds(settings.Options.CacheSeconds), time);
        _line = new SemaphoreSlim(settings.Options.MaxConcurrent);
        _calls = new ResiliencePipelineBuilder<IReadOnlyList<RemoteFinding>> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<IReadOnlyList<RemoteFinding>>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(settings.Options.Timeout)
            .Build();
    }

    /// <summary>Most texts that it is asked about at one time.</summary>
    public int MaxConcurrent => _settings.Options.MaxConcurrent;

    /// <summary>Asks about one text; a long one in several pieces, one after the other.</summary>
    public async ValueTask<RemoteVerdict> AskAsync(RemoteQuestion question, CancellationToken cancellation)
    {
        int most = _settings.Options.MaxCharacters;
        if (question.Text.Length <= most)
            return await AskPieceAsync(question, question.Text, cancellation);
        List<RemoteFinding> findings = [];
        for (int from = 0, to = 0; to < question.Text.Length; from = Edge(question.Text, to - Overlap))
        {
            to = Edge(question.Text, Math.Min(question.Text.Length, from + most));
            RemoteVerdict verdict = await AskPieceAsync(question, question.Text[from..to], cancellation);
            if (verdict.Failed)
                return new RemoteVerdict(true, findings);
            foreach (RemoteFinding finding in verdict.Findings)
                findings.Add(finding.Length < 0 ? finding with { Start = from, Length = to - from } : finding with { Start = from + finding.Start });
        }

        return new RemoteVerdict(false, findings);
    }

    public void Dispose() => _line.Dispose();

    /// <summary>No character is cut.</summary>
    private static int Edge(string text, int at) => at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;

    private static IRemoteJudge Speaking(JudgeSettings settings, TimeProvider time) => settings.Kind switch
    {
        RemoteKind.OpenAiModeration => new OpenAiModerationJudge(settings),
        RemoteKind.GuardModel => new GuardModelJudge(settings),
        RemoteKind.Presidio => new PresidioJudge(settings),
        RemoteKind.Airs => new AirsJudge(settings),
        _ => new WebhookJudge(settings, time),
    };

    private async ValueTask<RemoteVerdict> AskPieceAsync(RemoteQuestion question, string text, CancellationToken cancellation)
    {
        UInt128 key = VerdictCache.KeyOf(question, text);
        if (_cache.Find(key) is { } known)
        {
            _watch.Known(_settings.Name);
            return known;
        }

        long before = _time.GetTimestamp();
        Outcome<IReadOnlyList<RemoteFinding>> outcome = await CallAsync(question, text, cancellation);
        if (outcome.Exception is { } failure)
        {
            cancellation.ThrowIfCancellationRequested();
            _watch.Failed(_settings.Name, ReasonOf(failure));
            return RemoteVerdict.Failure;
        }

        _watch.Answered(_settings.Name, _time.GetElapsedTime(before));
        RemoteVerdict verdict = outcome.Result!.Count == 0 ? RemoteVerdict.Clean : new RemoteVerdict(false, outcome.Result);
        _cache.Add(key, verdict);
        return verdict;
    }

    private async ValueTask<Outcome<IReadOnlyList<RemoteFinding>>> CallAsync(RemoteQuestion question, string text, CancellationToken cancellation)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            return await _calls.ExecuteOutcomeAsync(
                static async (c, s) =>
                {
                    try
                    {
                        return Outcome.FromResult(await s.Line.InLineAsync(s.Question, s.Text, c.CancellationToken));
                    }
                    catch (Exception e)
                    {
                        return Outcome.FromException<IReadOnlyList<RemoteFinding>>(e); // The breaker counts it, and the caller tells why by its type.
                    }
                },
                context,
                (Line: this, Question: question, Text: text));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<IReadOnlyList<RemoteFinding>> InLineAsync(RemoteQuestion question, string text, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _inLine) > MaxConcurrent * (MostWaiting + 1))
        {
            Interlocked.Decrement(ref _inLine);
            throw new JudgeFailureException("overloaded");
        }

        try
        {
            await _line.WaitAsync(cancellation);
            try
            {
                return await SendAsync(question, text, cancellation);
            }
            finally
            {
                _line.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inLine);
        }
    }

    private async ValueTask<IReadOnlyList<RemoteFinding>> SendAsync(RemoteQuestion question, string text, CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> body = new(text.Length + 256);
        using (Utf8JsonWriter json = new(body))
            _judge.Ask(question, text, json);
        using HttpRequestMessage request = new(HttpMethod.Post, _settings.Address) { Content = new ReadOnlyMemoryContent(body.WrittenMemory) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _judge.Present(request, body.WrittenSpan);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new JudgeFailureException("status");
        using PooledBuffer<byte> answer = new();
        await using Stream source = await response.Content.ReadAsStreamAsync(cancellation);
        int read;
        byte[] piece = new byte[4_096];
        while ((read = await source.ReadAsync(piece, cancellation)) > 0)
        {
            if (answer.Length + read > MaxAnswer)
                throw new JudgeFailureException("answer_too_long");
            answer.Write(piece.AsSpan(0, read));
        }

        using JsonDocument document = JsonDocument.Parse(answer.Memory);
        return _judge.Read(question, text, document.RootElement) ?? throw new JudgeFailureException("unreadable");
    }

    private static string ReasonOf(Exception failure) => failure switch
    {
        JudgeFailureException known => known.Reason,
        TimeoutRejectedException or OperationCanceledException => "timeout",
        BrokenCircuitException => "resting",
        JsonException or InvalidOperationException or FormatException => "unreadable",
        _ => "unreachable",
    };
}
