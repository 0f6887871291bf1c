using System.Globalization;
using System.Net;
using System.Text;
using Sluice.Cli.Evaluation.Metrics;

namespace Sluice.Cli.Evaluation.Report;

/// <summary>Recall by source as an SVG: two points a line, at 1 % and at 0.1 % false positives, each with its interval.</summary>
internal static class EvalPlot
{
    private const int Left = 300;
    private const int Width = 480;
    private const int Row = 22;
    private const int Top = 64;

    /// <summary>Told apart by form and lightness as well as by colour.</summary>
    private const string OnePercent = "#0b5fa5";

    private const string OneInThousand = "#d1600a";

    /// <summary>The sources that training had not seen where they were measured, for the first question; else those of every target.</summary>
    public static string Draw(EvalResult result, UnseenResult? unseen) => unseen is not null
        ? Draw("Recall on attack sources that training has not seen", unseen.Folds.Where(f => string.Equals(f.Head, unseen.Folds[0].Head, StringComparison.Ordinal)).Select(f => new Line(
            f.Source, Share.From(new Rate(f.AtOnePercent, f.Positives)), Share.From(new Rate(f.AtOneInThousand, f.Positives)))).ToArray())
        : Draw("Recall by target and source", result.Targets.SelectMany(t => t.All.Positives.Select(p => new Line($"{t.Name} · {p.Source}", p.AtOnePercent, p.AtOneInThousand))).ToArray());

    private static string Draw(string title, IReadOnlyList<Line> lines)
    {
        int bottom = Top + (lines.Count * Row);
        StringBuilder svg = new();
        svg.Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Width + 40} {bottom + 40}" font-family="system-ui, sans-serif" font-size="12">""").Append('\n');
        svg.Append($"""<title>{Escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>""").Append('\n');
        svg.Append($"""<text x="16" y="26" font-size="15" font-weight="600" fill="#1b1b1b">{Escaped(title)}</text>""").Append('\n');
        Legend(svg);
        for (int percent = 0; percent <= 100; percent += 20)
        {
            svg.Append($"""<line x1="{X(percent / 100.0)}" x2="{X(percent / 100.0)}" y1="{Top - 6}" y2="{bottom}" stroke="#dddddd"/>""");
            svg.Append($"""<text x="{X(percent / 100.0)}" y="{bottom + 18}" text-anchor="middle" fill="#555555">{percent} %</text>""").Append('\n');
        }

        for (int i = 0; i < lines.Count; i++)
        {
            int y = Top + (i * Row) + (Row / 2);
            svg.Append($"""<text x="{Left - 12}" y="{y + 4}" text-anchor="end" fill="#1b1b1b">{Escaped(lines[i].Name)}</text>""");
            Point(svg, lines[i].AtOnePercent, y - 4, OnePercent, round: true);
            Point(svg, lines[i].AtOneInThousand, y + 4, OneInThousand, round: false);
            svg.Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Legend(StringBuilder svg)
    {
        svg.Append($"""<circle cx="{Left}" cy="44" r="4" fill="{OnePercent}"/><text x="{Left + 10}" y="48" fill="#1b1b1b">at 1 % false positives</text>""");
        svg.Append($"""<rect x="{Left + 166}" y="40" width="8" height="8" fill="{OneInThousand}"/><text x="{Left + 180}" y="48" fill="#1b1b1b">at 0.1 % (bars: 95 % intervals)</text>""").Append('\n');
    }

    private static void Point(StringBuilder svg, Share share, int y, string colour, bool round)
    {
        svg.Append($"""<line x1="{X(share.Low)}" x2="{X(share.High)}" y1="{y}" y2="{y}" stroke="{colour}" stroke-opacity="0.45" stroke-width="3"/>""");
        svg.Append(round
            ? $"""<circle cx="{X(share.Value)}" cy="{y}" r="4" fill="{colour}"/>"""
            : $"""<rect x="{X(share.Value, -4)}" y="{y - 4}" width="8" height="8" fill="{colour}"/>""");
    }

    private static string X(double share, int shift = 0) => (Left + shift + (share * Width)).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private readonly record struct Line(string Name, Share AtOnePercent, Share AtOneInThousand);
}
