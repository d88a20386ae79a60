using Kptn.Engine.Languages.R;

namespace Kptn.Engine.Tests.Languages;

public sealed class REditSpecs
{
    private const string NoR = "/nowhere/Rscript";

    public static TheoryData<string, string> Same => new()
    {
        { "x <- 1\n", "x <- 1 # one\n" },
        { "x <- 1\n", "# one\n\n\nx <- 1\n" },
        { "x <- 1\n", "x<-1" },
        { "x <- 1\n", "#!/usr/bin/env Rscript\nx <- 1\n" },
        { "x <- 1\ny <- 2\n", "x <- 1; y <- 2" },
        { "x <- 1\ny <- 2\n", "x <- 1;\n\n;y <- 2;\n".Replace(";y", "y", StringComparison.Ordinal) },
        { "x <- 1\r\ny <- 2\r\n", "x <- 1\ny <- 2\n" },
        { "x <- 1\n", "\uFEFFx <- 1\n" },
        { "f <- function(a, b) {\n  a + b\n}\n", "f <- function(a,b)\n{\n\ta+\n    b\n}" },
        { "#' Title\n#' @param x it\nf <- function(x) x\n", "f <- function(x) x\n" },
        { "f <- function(x) x + 1", "f <- function(x)\n  x + 1" },
        { "if (a) {\n  b\n} else {\n  c\n}\n", "if (a) { b } else { c }" },
        { "f <- function() {\n  if (a) b\n  else c\n}\n", "f <- function() {\n  if (a) b else c\n}\n" },
        { "x <- f(a,\n  b,\n  c)\n", "x <- f(a, b, c)" },
        { "x <- a +\n  b\n", "x <- a + b" },
        { "x <- y |>\n  f()\n", "x <- y |> f()" },
        { "x <- y %>%\n  f()\n", "x <- y %>% f()" },
        { "x <- 'a'\n", "x <- \"a\"\n" },
        { "x <- 'it\\'s'\n", "x <- \"it's\"\n" },
        { "x <- \"say \\\"hi\\\"\"\n", "x <- 'say \"hi\"'\n" },
        { "x <- r\"(a\\b)\"\n", "x <- 'a\\\\b'\n" },
        { "x <- R\"---[a)\"]---\"\n", "x <- 'a)\"'\n" },
        { "x <- '\\u00e9'\n", "x <- 'é'\n" },
        { "x <- '\\x41\\102\\n'\n", "x <- 'AB\n'\n" },
        { "x <- 1\n", "x <- 1.0\n" },
        { "x <- 1000\n", "x <- 1e3\n" },
        { "x <- 255\n", "x <- 0xFF\n" },
        { "x <- 16L\n", "x <- 0x10L\n" },
        { "x <- .5\n", "x <- 0.50\n" },
        { "x <- 1e5L\n", "x <- 100000L\n" },
        { "x <- 0x1.8p1\n", "x <- 3\n" },
        { "`x` <- 1\n", "x <- 1\n" },
        { "f <- \\(x) x\n", "f <- function(x) x\n" },
        { "x <- 2 ** 3\n", "x <- 2 ^ 3\n" },
        { "for (i in 1:3) {\n  print(i)\n}\n", "for (i in 1:3)\n{ print(i) }" },
        { "while (TRUE) break\n", "while (TRUE)\n  break\n" },
        { "x <- a[[1]][b[2]]\n", "x <- a[[ 1 ]] [ b[2] ]\n" },
        { "x <- (function() {\n  a\n  b\n})()\n", "x <- (function() { a; b })()\n" },
        { "x <- a[b[[c[1]]]]\n", "x <- a[ b[[ c[1] ]] ]\n" },
        { "", "# nothing\n" },
    };

    public static TheoryData<string, string> Different => new()
    {
        { "x <- 1\n", "x <- 2\n" },
        { "x <- 1\n", "x <- 1L\n" },
        { "x <- 1\n", "x <- 1i\n" },
        { "x <- 1\n", "x = 1\n" },
        { "x <- 1\n", "x <<- 1\n" },
        { "x <- 1\n", "y <- 1\n" },
        { "x <- 'a'\n", "x <- 'b'\n" },
        { "x <- 'a'\n", "x <- a\n" },
        { "x <- 'a b'\n", "x <- 'a  b'\n" },
        { "x <- 'a # b'\n", "x <- 'a # c'\n" },
        { "x <- 'a\n  b'\n", "x <- 'a\nb'\n" },
        { "x <- '\\xe9'\n", "x <- 'é'\n" },
        { "x <- a\n-b\n", "x <- a -\nb\n" },
        { "f\n(x)\n", "f(x)\n" },
        { "f <- function(a, b = 1) a\n", "f <- function(a, b = 2) a\n" },
        { "f <- function(a, b) a\n", "f <- function(b, a) a\n" },
        { "x <- a$b\n", "x <- a@b\n" },
        { "x <- a %in% b\n", "x <- a %out% b\n" },
        { "x <- a & b\n", "x <- a && b\n" },
        { "x <- T\n", "x <- TRUE\n" },
        { "x <- NA\n", "x <- NA_integer_\n" },
        { "x <- a[1]\n", "x <- a[[1]]\n" },
        { "a\nb\n", "b\na\n" },
        { "f({\n a\n b\n})\n", "f({\n a -\n b\n})\n" },
        { "x <- 0.1\n", "x <- 0.10000000000000002\n" },
        { "`if`(a, b)\n", "`If`(a, b)\n" },
        { "x <- 1 # c\ny <- 2\n", "x <- 1 # c y <- 2\n" },
        { "if (a) b else c\n", "if (a) c else b\n" },
        { "x <- r\"(a\\nb)\"\n", "x <- 'a\\nb'\n" },
        { "x <- base::mean(a)\n", "x <- mean(a)\n" },
        { "x <- 'a'; 'b'\n", "x <- 'a;b'\n" },
        { "", "x\n" },
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Same))]
    public Task R_itself_finds_no_change(string before, string after) => Compare(before, after, null, "r parser", isSame: true);

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Same))]
    public Task Tokens_find_no_change(string before, string after) => Compare(before, after, NoR, "r tokens", isSame: true);

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Different))]
    public Task R_itself_finds_the_change(string before, string after) => Compare(before, after, null, "r parser", isSame: false);

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Different))]
    public Task Tokens_find_the_change(string before, string after) => Compare(before, after, NoR, "r tokens", isSame: false);

    [Theory(Timeout = 60_000)]
    [InlineData(null)]
    [InlineData(NoR)]
    public async Task Comments_and_blanks_anywhere_between_statements_change_nothing(string? rscript)
    {
        string[] statements =
        [
            "x <- c(1, 2)", "f <- function(a) {", "  y <- a +", "    1L", "  if (y > 2) {", "    y", "  } else {", "    -y", "  }", "}",
            "z <- f(x,", "  # inside", "  'text # no comment'", ")", "print(z)",
        ];
        var random = new Random(7);
        using var room = new CodeRoom { Rscript = rscript };
        room.Write("a.R", string.Join('\n', statements));
        var expected = (await room.Read(new RCodeReader(), "a.R")).Components[0].Hash;
        for (var round = 0; round < 25; round++)
        {
            var lines = new List<string>();
            foreach (var statement in statements)
            {
                while (random.Next(3) == 0) lines.Add(random.Next(2) == 0 ? "" : $"   # note {random.Next()} ' \" ( {{ `");
                lines.Add(new string(' ', random.Next(4)) + statement + (random.Next(2) == 0 ? "\t # end )" : "  "));
            }

            room.Write("a.R", string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines));
            var reach = await room.Read(new RCodeReader(), "a.R");

            Assert.Empty(reach.Findings);
            Assert.Equal(expected, reach.Components[0].Hash);
        }
    }

    private static async Task Compare(string before, string after, string? rscript, string note, bool isSame)
    {
        using var room = new CodeRoom { Rscript = rscript };
        var first = await room.Write("a.R", before).Read(new RCodeReader(), "a.R");
        var second = await room.Write("a.R", after).Read(new RCodeReader(), "a.R");

        Assert.Empty(first.Findings);
        Assert.Empty(second.Findings);
        Assert.Equal((note, "a.R"), (first.Components[0].Note, first.Components[0].Name));
        Assert.Equal(note, second.Components[0].Note);
        Assert.Equal(isSame, first.Components[0].Hash == second.Components[0].Hash);
    }
}
