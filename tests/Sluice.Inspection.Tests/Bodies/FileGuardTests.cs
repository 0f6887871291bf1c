using System.Text;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Streaming;

namespace Sluice.Inspection.Tests.Bodies;

public sealed class FileGuardTests
{
    private static readonly Policy Redact = Given.Policy(("employee", "any", "Redact"), ("codename", "any", "Redact"));
    private static readonly Policy Block = Given.Policy(("codename", "response", "Block"));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void Lines_are_judged_each_by_itself(int piece)
    {
        const string File = "{\"custom_id\":\"1\",\"response\":{\"status_code\":200,\"body\":{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"I am EMP-12\"}}]}}}\n"
            + "{\"custom_id\":\"2\",\"response\":{\"body\":{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"3456 and EMP-123456\"}}]}}}\r\n\n"
            + "{\"custom_id\":\"3\",\"error\":{\"message\":\"EMP-123456\"}}\nnot JSON EMP-123456\n{\"last\":\"EMP-123456\"}";
        Assert.Equal(File.Replace("EMP-123456", "[REDACTED:employee]"), Through(Redact, File, piece));
        string clean = File.Replace("EMP-123456", "nobody");
        Assert.Equal(clean, Through(Redact, clean, piece));
    }

    [Fact]
    public void Token_probabilities_in_a_line_give_nothing_back()
    {
        const string File = "{\"response\":{\"body\":{\"choices\":[{\"index\":0,\"message\":{\"content\":\"I EMP-123456\"},\"logprobs\":{\"content\":[{\"token\":\"I \"},{\"token\":\"EMP-\"},{\"token\":\"123456\"}]}}]}}}\n";
        Assert.Equal("{\"response\":{\"body\":{\"choices\":[{\"index\":0,\"message\":{\"content\":\"I [REDACTED:employee]\"},\"logprobs\":{\"content\":[{\"token\":\"I \"}]}}]}}}\n", Through(Redact, File, 5));
    }

    [Fact]
    public void A_block_ends_the_lines_with_an_error_line()
    {
        string seen = Through(Block, "{\"a\":\"fine\"}\n{\"a\":\"Bluebird\"}\n{\"a\":\"more\"}\n", 7);
        Assert.StartsWith("{\"a\":\"fine\"}\n{\"error\":{", seen, StringComparison.Ordinal);
        Assert.EndsWith("\"code\":\"content_filter\"}}\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Bluebird", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Text_is_guarded_as_it_flows_whatever_its_cut(int piece)
    {
        string file = string.Concat(Enumerable.Repeat("A line, with é and 😀 in it.\r\n", 40)) + "EMP-123456 knows Falcon Nine 😀 Falcon";
        Assert.Equal(file.Replace("EMP-123456", "[REDACTED:employee]").Replace("Falcon Nine", "[REDACTED:codename]"), Through(Redact, file, piece));
    }

    [Fact]
    public void Text_that_is_blocked_ends_where_it_stands()
    {
        string file = new string('a', 600) + " Bluebird and more";
        Assert.Equal(new string('a', 600), Through(Block, file, 100));
    }

    [Fact]
    public void Text_that_turns_out_to_be_none_ends_where_it_does()
    {
        byte[] file = [.. Encoding.ASCII.GetBytes(new string('a', 600)), 0xFF, .. "EMP-123456"u8];
        Assert.Equal(new string('a', 600), Encoding.ASCII.GetString(Through(Redact, file, 50)));
    }

    [Fact]
    public void Bytes_that_are_no_text_pass()
    {
        byte[] file = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Encoding.ASCII.GetBytes("EMP-123456"), 0, 0xFF];
        Assert.Equal(file, Through(Redact, file, 4));
        byte[] pdf = Encoding.ASCII.GetBytes("%PDF-1.7\nEMP-123456");
        Assert.Equal(pdf, Through(Redact, pdf, 100));
    }

    private static string Through(Policy policy, string file, int piece) => Encoding.UTF8.GetString(Through(policy, Encoding.UTF8.GetBytes(file), piece));

    private static byte[] Through(Policy policy, byte[] file, int piece)
    {
        using StreamGuard guard = Inspector.OpenStream(Given.Exchange(policy, "/v1/files/file-1/content", "GET"), "application/octet-stream", Given.Limits)!;
        using PooledBuffer<byte> output = new();
        for (int at = 0; at < file.Length && !guard.Ended; at += piece)
            guard.Push(file.AsSpan(at, Math.Min(piece, file.Length - at)), output);
        guard.Complete(output);
        return output.Span.ToArray();
    }
}
