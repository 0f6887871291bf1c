namespace Sluice.Inspection.Policies;

/// <summary>A little of what prompts and answers are made of: prose, code, JSON, numbers, addresses.</summary>
internal static class WarmUpText
{
    public const string Sample = """
        Please summarise the meeting notes for the quarterly review. Revenue in the northern region grew by 4.2 percent, while costs stayed flat at $1,234,567.89.
        The team said "ship it" and moved on; see https://example.com/docs?page=2&lang=en#top or write to jane.doe@example.com. It isn't O'Brien's, is it?
        Café, naïve, Müller, Ångström, 日本語, привет, 😀 — “quoted” … 12:34:56, 2024-05-17T08:09:10Z, v1.2.3-rc.4+build.5, 50% off, A/B, C#, C++, #42, @user, *bold*, `code`.

        ```python
        def total(items: list[dict], rate: float = 0.19) -> float:
            # Sum of prices; raises KeyError.
            return sum(i["price"] * (1 + rate) for i in items if not i.get("void", False))
        ```
        public static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken token) => await source.ReadAsync(buffer.AsMemory(0, 16), token);
        SELECT id, name FROM customers WHERE created_at >= '2024-01-01' ORDER BY id DESC LIMIT 10;
        {"id": 17, "name": "widget", "tags": ["a", "b"], "size": {"w": 1.5e3, "h": -2}, "ok": true, "none": null, "path": "/usr/local/lib/x86_64/libfoo.so.1", "hash": "9f86d081884c7d65"}
        | column | value |
        |--------|-------|
        1. First item - 2nd item, 3) third: $ curl -s -X POST -H 'Content-Type: application/json' --data @body.json http://localhost:8080/v1/chat
        KEY_NAME=value; export PATH="$HOME/bin:$PATH"; if (x && y || !z) { a[i] = b << 2; } <div class="note" id="n1">text</div> uuid 123e4567-e89b-12d3-a456-426614174000.
        The quick brown fox jumps over the lazy dog. THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG. Call +1 202 555 0143 or 030 1234567, room B-12, order 20240517-0042.
        """;
}
