using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Tests.Json;

public sealed class JsonLexerTests
{
    private static readonly string[] Seeds =
    [
        """{"a":[1,-2.5e+10,0,true,false,null,"x\n\u00e9\ud83d\/\\\""],"b":{"c":{}},"d":[[],[[]]]}""",
        """[ 1 , 2 ]""", "\"just text\"", "17", " null ", """{"é":"日本","":""}""", """[0.0,1E5,1e-5,-0]""",
    ];

    [Fact]
    public void Every_token_is_what_the_runtimes_reader_reads()
    {
        foreach (string json in Seeds)
            Assert.Equal(Expected(Encoding.UTF8.GetBytes(json)), Actual(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_is_refused_is_what_the_runtimes_reader_refuses(int seed)
    {
        Random random = new(seed);
        const string Alphabet = "{}[]:,\"\\ 0123456789-+.eEtrufalsn/x\n\u0001";
        int accepted = 0;
        for (int round = 0; round < 20_000; round++)
        {
            StringBuilder json = new(Seeds[random.Next(Seeds.Length)]);
            for (int edits = random.Next(4); edits > 0; edits--)
            {
                int at = random.Next(json.Length);
                switch (random.Next(3))
                {
                    case 0: json[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                    case 1: json.Insert(at, Alphabet[random.Next(Alphabet.Length)]); break;
                    default: json.Remove(at, 1); break;
                }

                if (json.Length == 0)
                    json.Append('1');
            }

            byte[] bytes = Encoding.UTF8.GetBytes(json.ToString());
            string expected = Expected(bytes);
            accepted += expected == "refused" ? 0 : 1;
            Assert.True(expected == Actual(bytes), $"{json}: expected {expected}, got {Actual(bytes)}");
        }

        Assert.InRange(accepted, 2_000, 18_000);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        byte[] deep = Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65));
        Assert.Equal("refused", Actual(deep));
        Assert.NotEqual("refused", Actual(deep.AsSpan(1, 128)));
        byte[] mixed = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[{\"a\":", 60)) + "1" + string.Concat(Enumerable.Repeat("}]", 60)));
        JsonLexer lexer = new(mixed, 500);
        while (lexer.Read())
        {
        }

        Assert.Equal(mixed.Length, lexer.Consumed);
    }

    private static string Expected(byte[] json)
    {
        StringBuilder tokens = new();
        try
        {
            Utf8JsonReader reader = new(json);
            while (reader.Read())
                Append(tokens, reader.TokenType, (int)reader.TokenStartIndex, reader.ValueSpan, reader.ValueIsEscaped);
        }
        catch (JsonException)
        {
            return "refused";
        }

        return tokens.ToString();
    }

    private static string Actual(ReadOnlySpan<byte> json)
    {
        StringBuilder tokens = new();
        try
        {
            JsonLexer reader = new(json, 64);
            while (reader.Read())
                Append(tokens, reader.Token, reader.Start, reader.Value, reader.Escaped);
        }
        catch (JsonException)
        {
            return "refused";
        }

        return tokens.ToString();
    }

    private static void Append(StringBuilder tokens, JsonTokenType type, int start, ReadOnlySpan<byte> value, bool escaped)
    {
        bool hasValue = type is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number;
        tokens.Append(type).Append('@').Append(start).Append(hasValue ? Encoding.UTF8.GetString(value) : "").Append(hasValue && type != JsonTokenType.Number && escaped).Append(' ');
    }
}
