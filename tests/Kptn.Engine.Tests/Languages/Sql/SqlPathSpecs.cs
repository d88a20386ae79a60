using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Tests.Languages.Sql;

public sealed class SqlPathSpecs
{
    [Theory]
    [InlineData("select * from 'a.csv'", "a.csv")]
    [InlineData("select * from 'a.csv' as x, 'b/c.parquet' y join 'd.json' using (i)", "a.csv b/c.parquet d.json")]
    [InlineData("from read_csv('a.csv', delim = ';'), read_parquet(['b.parquet', 'c.parquet'])", "a.csv b.parquet c.parquet")]
    [InlineData("from READ_CSV ('parts/' || $name || '.csv')", "parts/")]
    [InlineData("copy t to 'out.csv' (delimiter ';')", "out.csv:w")]
    [InlineData("copy (select 'x.csv' as x from 'a.csv') to ('out/' || :name)", "a.csv out/:w")]
    [InlineData("copy t from 'data'", "data")]
    [InlineData("attach if not exists 'other.duckdb' as o (read_only)", "other.duckdb")]
    [InlineData("export database 'backup' (format parquet)", "backup:w")]
    [InlineData("import database 'backup'", "backup")]
    [InlineData("create view v as select * from 'it''s.csv'", "it's.csv")]
    [InlineData("select * from '/abs/a.csv', 's3://b/c.parquet', 'C:\\a.csv', '~/a.csv'", "")]
    [InlineData("from read_csv($file), read_csv(:other), read_csv(['a.csv', $third]), $file f, 'b.csv'", "$file $other a.csv $third $file b.csv")]
    [InlineData("copy (from t where a = $a and d = :file::date) to $file", "$file:w")]
    [InlineData("from s.t, (from u), 'a.csv' x (i, j), range(3) r, 'b.csv' select 'c.csv', 'd.csv' order by 'e.csv', 'f.csv'", "a.csv b.csv")]
    [InlineData("attach :db as o", "$db")]
    [InlineData("attach ':memory:' as m", "")]
    [InlineData("select trim(both 'x' from 'x.csv'), extract(year from '2026.01'), 'a.csv' is distinct from 'b.csv', replace('a.csv', 'x.csv', 'y.csv')", "")]
    [InlineData("insert into t values ('a.csv'), ('b.csv')", "")]
    public void Files_are_told_from_other_texts(string sql, string expected)
    {
        var paths = SqlScript.Read(sql).Statements.Single().Paths.OrderBy(path => path.Start).ToList();
        Assert.Equal(expected, string.Join(' ', paths.Select(path => (path.Parameter is null ? path.Text : $"${path.Parameter}") + (path.IsRead ? "" : ":w"))));
        Assert.All(paths.Where(path => path.Parameter is null), path => Assert.Equal($"'{path.Text.Replace("'", "''", StringComparison.Ordinal)}'", sql[path.Start..path.End]));
    }
}
