using System.Text;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Dialects;

/// <summary>What must hold for every endpoint of every dialect, shown on its golden samples.</summary>
public class GoldenTests
{
    private const string Secret = " zz_a1b2c3d4 ";
    private const string Label = " [REDACTED:internal-secret] ";

    private static readonly Policy Redact = Given.Policy(("internal-secret", "any", "Redact"));

    public static IEnumerable<TheoryDataRow<string>> Names() => GoldenSample.Names();

    public static IEnumerable<TheoryDataRow<string>> Streamed() => GoldenSample.Names().Where(n => GoldenSample.Load(n.Data).Stream is not null);

    [Fact]
    public void Every_endpoint_has_a_sample()
    {
        HashSet<Endpoint> seen = [];
        foreach (TheoryDataRow<string> name in GoldenSample.Names())
        {
            GoldenSample sample = GoldenSample.Load(name.Data);
            seen.Add(sample.Endpoint);
            seen.Add(sample.StreamEndpoint);
        }

        Assert.Empty(DialectCatalog.All.Values.SelectMany(d => d.Endpoints.Where(e => !seen.Contains(e)).Select(e => $"{d.Name}: {e.Name}")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Clean_bodies_leave_as_the_bytes_that_came(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        if (sample.Request is { } request)
            Assert.Null(Verdict(sample, request, Direction.Request).Replacement);
        if (sample.Answer is { } answer)
            Assert.Null(Verdict(sample, answer, Direction.Response).Replacement);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_value_leaves_no_text_of_a_body_and_nothing_else_changes(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        foreach ((byte[]? body, Direction direction) in new[] { (sample.Request, Direction.Request), (sample.Answer, Direction.Response) })
        {
            if (body is null)
                continue;
            foreach (GoldenSample.Place place in sample.Places(body))
            {
                BodyVerdict verdict = Verdict(sample, Planted(body, place, Secret), direction);
                if (place.IsClosed && direction == Direction.Request)
                {
                    Assert.True(verdict.Refusal is { Status: 400 }, $"{place.What}: said to be closed, and takes anything");
                    continue;
                }

                Assert.True(verdict.Refusal is null, $"{place.What}: {verdict.Refusal?.Message}");
                using PooledBuffer<byte>? replacement = verdict.Replacement;
                if (place.IsOpaque)
                    Assert.True(replacement is null, $"{direction}, {place.What}: said to be opaque, and is changed");
                else
                    AssertSame(Planted(body, place, Label), replacement is null ? Planted(body, place, Secret) : replacement.Span.ToArray(), $"{direction}, {place.What}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_declared_scopes_are_those_that_are_visited(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        HashSet<ContentScope> requested = sample.Request is { } request ? Scopes(request, sample, Direction.Request) : [];
        HashSet<ContentScope> answered = sample.Answer is { } answer ? Scopes(answer, sample, Direction.Response) : [];
        if (sample.Request is not null)
            Assert.Equal(sample.Endpoint.RequestScopes.Order(), requested.Order());
        if (sample.Answer is not null)
            Assert.Equal(sample.Endpoint.AnswerScopes.Order(), answered.Order());
    }

    [Theory]
    [MemberData(nameof(Streamed))]
    public void A_clean_stream_leaves_as_the_bytes_that_came_whatever_the_cut(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        byte[] stream = sample.Stream!;
        for (int cut = 0; cut < stream.Length; cut++)
            AssertSame(stream, Through(sample, stream, cut), $"cut at {cut}");
        Random random = new(7);
        for (int run = 0; run < 20; run++)
            AssertSame(stream, Through(sample, stream, [.. Enumerable.Range(0, 40).Select(_ => random.Next(1, 90))]), $"random run {run}");
        foreach (int size in (int[])[1, 3, 17])
            AssertSame(stream, Through(sample, stream, [.. Enumerable.Repeat(size, (stream.Length / size) + 1)]), $"pieces of {size}");
    }

    [Theory]
    [MemberData(nameof(Streamed))]
    public void A_planted_value_leaves_no_text_of_a_stream_and_nothing_else_changes(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        List<byte[]> frames = GoldenSample.Frames(sample.MediaType, sample.Stream!);
        for (int i = 0; i < frames.Count; i++)
        {
            if (GoldenSample.Payload(sample.MediaType, frames[i]) is not { } payload)
                continue;
            foreach (GoldenSample.Place place in sample.Places(payload))
            {
                byte[] planted = With(frames, i, GoldenSample.WithPayload(sample.MediaType, frames[i], Planted(payload, place, Secret)));
                byte[] expected = With(frames, i, GoldenSample.WithPayload(sample.MediaType, frames[i], Planted(payload, place, place.IsOpaque ? Secret : Label)));
                AssertSame(sample.Canonical(expected), sample.Canonical(Through(sample, planted, planted.Length)), $"frame {i}, {place.What}");
                AssertSame(sample.Canonical(expected), sample.Canonical(Through(sample, planted, 1, 7)), $"frame {i}, {place.What}, cut");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streamed))]
    public void Line_ends_and_comments_of_server_sent_events_stay(string name)
    {
        GoldenSample sample = GoldenSample.Load(name);
        if (!string.Equals(sample.MediaType, "text/event-stream", StringComparison.Ordinal))
            return;
        string text = Encoding.UTF8.GetString(sample.Stream!);
        foreach (string other in (string[])[text.Replace("\n", "\r\n", StringComparison.Ordinal), text.Replace("\n\n", "\n\n: ping\n\n", StringComparison.Ordinal), text.Replace("data: ", "data:", StringComparison.Ordinal)])
        {
            byte[] stream = Encoding.UTF8.GetBytes(other);
            AssertSame(stream, Through(sample, stream, 3, 5, 11), "spelled otherwise");
        }
    }

    private static BodyVerdict Verdict(GoldenSample sample, byte[] body, Direction direction) => direction == Direction.Request
        ? Inspector.InspectRequest(sample.Exchange(Redact), body, Given.Limits)
        : Inspector.InspectResponse(sample.Exchange(Redact), body, Given.Limits);

    private static HashSet<ContentScope> Scopes(byte[] body, GoldenSample sample, Direction direction)
    {
        SlotList slots = new();
        JsonWalker walker = new(body, slots, Given.Limits.MaxDepth, names: null);
        if (direction == Direction.Request)
            sample.Endpoint.VisitRequest(ref walker, sample.Exchange(Redact));
        else
            sample.Endpoint.VisitAnswer(ref walker, sample.Exchange(Redact));
        walker.End();
        HashSet<ContentScope> scopes = [];
        foreach (ref readonly TextSlot slot in slots.Texts)
            scopes.Add(slot.Scope);
        return scopes;
    }

    private static byte[] Through(GoldenSample sample, byte[] stream, params int[] pieces)
    {
        using StreamGuard? guard = Inspector.OpenStream(sample.Exchange(Redact, stream: true), sample.MediaType, Given.Limits);
        Assert.NotNull(guard);
        using PooledBuffer<byte> output = new();
        int at = 0;
        foreach (int piece in pieces)
        {
            int length = Math.Min(piece, stream.Length - at);
            guard.Push(stream.AsSpan(at, length), output);
            at += length;
        }

        guard.Push(stream.AsSpan(at), output);
        guard.Complete(output);
        return output.Span.ToArray();
    }

    private static byte[] Planted(byte[] document, GoldenSample.Place place, string value) =>
        [.. document[..place.End], .. Encoding.UTF8.GetBytes(value), .. document[place.End..]];

    private static byte[] With(List<byte[]> frames, int index, byte[] frame) => [.. frames.SelectMany((f, i) => i == index ? frame : f)];

    private static void AssertSame(byte[] expected, byte[] actual, string what)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            Assert.Fail($"{what}\nexpected: {Encoding.UTF8.GetString(expected)}\nactual:   {Encoding.UTF8.GetString(actual)}");
    }
}
