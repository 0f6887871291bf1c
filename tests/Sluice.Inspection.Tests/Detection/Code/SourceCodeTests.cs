using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Tests.Detection.Code;

public sealed class SourceCodeTests
{
    private static readonly (string Language, string Code)[] Samples =
    [
        ("python", "import os\n\ndef size(path):\n    total = 0\n    for name in os.listdir(path):\n        total += os.path.getsize(os.path.join(path, name))\n    return total\n"),
        ("javascript", "const items = [1, 2, 3];\nitems.forEach((i) => {\n  console.log(i);\n});\ndocument.getElementById('x').innerHTML = JSON.stringify(items);\n"),
        ("typescript", "export interface Point { x: number; y: number; }\nexport type Name = string | null;\nclass A {\n  private readonly name: string | undefined;\n}\n"),
        ("java", "public class Main {\n    public static void main(String[] args) {\n        System.out.println(\"hi\");\n    }\n}\n"),
        ("csharp", "using System;\nnamespace Shop;\npublic record Item(string Name);\ninternal sealed class Box\n{\n    public string Name { get; set; }\n}\n"),
        ("c", "#include <stdio.h>\nint main(void) {\n    printf(\"%d\\n\", 1);\n    return 0;\n}\n"),
        ("go", "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tif err := run(); err != nil {\n\t\tfmt.Println(err)\n\t}\n}\n"),
        ("rust", "use std::fs;\nfn main() {\n    let mut lines = vec![1, 2];\n    lines.push(3);\n    println!(\"{:?}\", lines);\n}\n"),
        ("php", "<?php\nforeach ($rows as $row) {\n    echo htmlspecialchars($row['name']);\n}\n$this->db = mysqli_query($c, $q);\n"),
        ("ruby", "require_relative 'x'\nclass A\n  attr_accessor :name\n  def initialize(name)\n    @name = name\n  end\nend\nputs A.new('x').name\n"),
        ("shell", "#!/bin/bash\nset -euo pipefail\nfor f in *.log; do\n  gzip \"$f\" > /dev/null\ndone\nif [ -f x ]; then echo \"$x\"; fi\n"),
        ("powershell", "$ErrorActionPreference = 'Stop'\nGet-ChildItem -Path C:\\Logs | Where-Object { $_.Length -gt 1MB } | ForEach-Object { Write-Host $_.Name }\n[string]$x = (Get-Content a.txt)\n"),
        ("sql", "CREATE TABLE item (\n  id INT PRIMARY KEY,\n  name VARCHAR(20) NOT NULL\n);\nINSERT INTO item (id, name) VALUES (1, 'a');\n"),
        ("html", "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n<body><div class=\"a\"><span class=\"b\">x</span></div></body>\n</html>\n"),
        ("perl", "#!/usr/bin/perl\nuse strict;\nuse warnings;\nmy %h = (a => 1);\nforeach my $k (keys %h) { print \"$k\\n\"; }\n"),
    ];

    public static TheoryData<string, string> Each { get; } = new(Samples);

    public static TheoryData<string> Other { get; } = new((string[])
    [
        "Dear all,\nthe meeting (planned for Monday) moves to Tuesday; please bring your notes.\nBest regards\nAnna",
        "| Name | Age |\n|---|---|\n| Ann | 3 |\n| Bob | 4 |\n| Cid | 5 |",
        "- first (a)\n- second (b)\n- third (c)\n\n1. one\n2. two",
        "{\n  \"name\": \"x\",\n  \"items\": [1, 2, 3],\n  \"nested\": { \"a\": null }\n}",
        "x = (3 + 4) * 2 / 7\ny = x^2 - 1\nz = [x, y]",
        "```text\njust some words of a chat\nand more\n```",
        "```json\n{ \"a\": 1 }\n```",
        "2026-01-01 12:00:01 [INFO] server: started (pid=12)\n2026-01-01 12:00:02 [INFO] server: ready {port=80}\n2026-01-01 12:00:03 [WARN] disk: 91% full",
        "See https://example.com/a?b=c&d=e and https://example.com/f#g=h for the details of the offer.",
    ]);

    [Theory]
    [MemberData(nameof(Each))]
    public void Code_is_found_with_its_language_as_it_stands(string language, string code)
    {
        Assert.True(Judged.Score("code/source", code) >= 0.99);
        Assert.True(Judged.Score($"code/source-{language}", code) >= 0.99);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_fence_with_a_language_is_certain_and_its_inside_is_what_was_found(string language, string code)
    {
        string text = $"Look at this:\n```{language}\n{code}```\nWhat do you think of it?";
        Assert.Equal(1, Judged.Score($"code/source-{language}", text));
        Assert.Equal([code], Judged.Taken("code/source", text));
    }

    [Fact]
    public void A_fence_without_a_language_is_guessed_and_one_that_never_ends_goes_on_to_the_end()
    {
        Assert.Equal(["def f(x):\n    return x\n"], Judged.Taken("code/source", "So:\n~~~\ndef f(x):\n    return x\n~~~\n"));
        Assert.Equal(["def f(x):\n    return x"], Judged.Taken("code/source", "So:\n```py\ndef f(x):\n    return x"));
    }

    [Theory]
    [MemberData(nameof(Other))]
    public void Prose_tables_and_data_are_no_code(string text) => Assert.Equal(0, Judged.Score("code/source", text));

    [Fact]
    public void What_stood_before_the_stretch_is_not_found_again()
    {
        string text = $"```go\nx := 1\n```\nThat was it.\n";
        Assert.Equal(0, Judged.Score("code/source", text, from: text.IndexOf("That", StringComparison.Ordinal)));
    }

    [Fact]
    public void Prose_allocates_nothing() =>
        Assert.Equal(0, Judged.Allocated(DetectorCatalog.ByName["code/source"].Classifier!, string.Concat(Enumerable.Repeat("The meeting moves to Tuesday; bring your notes.\n", 90))));
}
