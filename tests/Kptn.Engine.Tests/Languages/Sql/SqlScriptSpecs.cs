using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Tests.Languages.Sql;

public sealed class SqlScriptSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("-- only; this\n/* and; /* nested; */ this */")]
    [InlineData(";;\n;")]
    [InlineData("\uFEFF-- after a byte order mark")]
    public void What_is_only_comments_has_no_statements(string sql) => Assert.Empty(SqlScript.Read(sql).Statements);

    [Theory]
    [InlineData("select 1; select 2", "select 1|select 2")]
    [InlineData("select ';'; select 'it''s;'", "select ';'|select 'it''s;'")]
    [InlineData("select E'a\\';b'; select 2", "select E'a\\';b'|select 2")]
    [InlineData("select 'a\\'; select 2", "select 'a\\'|select 2")]
    [InlineData("select \"a;b\"\"c;\"; select 2", "select \"a;b\"\"c;\"|select 2")]
    [InlineData("select $$ a; b $$; select $x$ $$; $y$; $x$;", "select $$ a; b $$|select $x$ $$; $y$; $x$")]
    [InlineData("select 1 -- one; more\n; select 2", "select 1|select 2")]
    [InlineData("select /* a; /* b; */ c; */ 1; select 2", "select /* a; /* b; */ c; */ 1|select 2")]
    [InlineData("select 'ä;ö'; select \"日;本\"; select 日本", "select 'ä;ö'|select \"日;本\"|select 日本")]
    [InlineData("select 1;\r\nselect 2;\r\n", "select 1|select 2")]
    [InlineData("select 'never closed; select 2", "select 'never closed; select 2")]
    [InlineData("select 1 /* never closed; select 2", "select 1 /* never closed; select 2")]
    [InlineData("select a$b; select 1 - -1", "select a$b|select 1 - -1")]
    public void Semicolons_end_statements_where_DuckDB_says_so(string sql, string expected) =>
        Assert.Equal(expected.Split('|'), SqlScript.Read(sql).Statements.Select(statement => statement.Text));

    [Theory]
    [InlineData("select :a", "select $a")]
    [InlineData("select $a, :b", "select $a, $b")]
    [InlineData("select :a::int", "select $a::int")]
    [InlineData("select x::int, :x::double", "select x::int, $x::double")]
    [InlineData("select ':a', \":a\", $$:a$$, E':a'", null)]
    [InlineData("select 1 -- :a\n /* :a */ + 2", null)]
    [InlineData("select l[1:n], l[:n], l[n:], l[1:2:n]", null)]
    [InlineData("select l[:n], l[1: :n], l[:a + 1], [:n]", "select l[:n], l[1: $n], l[:a + 1], [$n]")]
    [InlineData("select {'a':b}, {a:b}, {\"a\":b}, {end:b, select:c}, MAP {1:x}", null)]
    [InlineData("select {'a': :b, c: :d}", "select {'a': $b, c: $d}")]
    [InlineData("select a:b, total:sum(x) from t:tbl", null)]
    [InlineData("select * from t where a>:a and b in (:b,:c) or d between :d and :e", "select * from t where a>$a and b in ($b,$c) or d between $d and $e")]
    [InlineData("select case when :a then :b else :c end limit :n", "select case when $a then $b else $c end limit $n")]
    [InlineData("copy t to :path", "copy t to $path")]
    [InlineData("select f(x := :v), a->:k, 'x'||:s", "select f(x := $v), a->$k, 'x'||$s")]
    [InlineData("select :größe", "select $größe")]
    [InlineData("insert into t values (:a,:b)", "insert into t values ($a,$b)")]
    public void Colons_are_parameters_where_an_operand_may_start(string sql, string? expected) =>
        Assert.Equal(expected ?? sql, Assert.Single(SqlScript.Read(sql).Statements).Text);

    [Fact]
    public void Parameters_know_their_names_and_lines()
    {
        var statement = SqlScript.Read("-- :no\n\nselect :a,\n  $b::int,\r\n  '$c', :d").Statements[0];

        Assert.Equal(3, statement.Line);
        Assert.Equal([("a", 3), ("b", 4), ("d", 5)], statement.Parameters.Select(parameter => (parameter.Name, parameter.Line)));
        Assert.All(statement.Parameters, parameter => Assert.Equal("$" + parameter.Name, statement.Text[parameter.Start..parameter.End]));
    }

    [Theory]
    [InlineData("select 1+2 -- x", "select  1 + 2;", false)]
    [InlineData("select 1", "select\r\n\t1", true)]
    [InlineData("select a<=b", "select a <= b /* c */", true)]
    [InlineData("select a<=b", "select a < =b", false)]
    [InlineData("select 'a b'", "select 'a  b'", false)]
    [InlineData("select 'a--b'", "select 'a--c'", false)]
    [InlineData("select $$ -- a\n$$", "select $$ -- b\n$$", false)]
    [InlineData("select ab", "select a b", false)]
    [InlineData("select f ( x , y )", "select f(x,y)", true)]
    [InlineData("select 'a\r\nb'", "select 'a\nb'", true)]
    public void Comments_and_white_space_do_not_count_as_code(string one, string other, bool isSame) =>
        Assert.Equal(isSame, SqlFacts.Of(one).Code == SqlFacts.Of(other).Code);

    [Fact]
    public void What_is_kept_of_a_script_is_read_back()
    {
        var facts = SqlFacts.Of("select :b, $a, :b; prepare p as select $own; execute p(own := 1); select $1");
        var again = SqlFacts.From(facts.ToBytes());

        Assert.Equal(["b", "a"], again.Parameters);
        Assert.Equal(facts.Code, again.Code);
    }

    [Fact]
    public void Any_text_at_all_comes_to_an_end_and_loses_nothing_that_counts()
    {
        const string Pieces = "'\"$;:-/*[]{}(),ae1_ \n\\=ä";
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var sql = string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var tokens = SqlTokenizer.Read(sql);
            for (var i = 0; i < tokens.Count; i++)
            {
                Assert.True(tokens[i].End > tokens[i].Start && tokens[i].End <= sql.Length && (i == 0 || tokens[i].Start >= tokens[i - 1].End), sql);
            }

            foreach (var statement in SqlScript.Read(sql).Statements) Assert.Contains(statement.Text.Replace('$', ':'), sql.Replace('$', ':'), StringComparison.Ordinal);
        }
    }
}
