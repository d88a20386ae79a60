using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Kptn.Engine.Projects.Toml;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Projects.Toml;

public sealed class TomlRoundTripSpecs
{
    private static readonly Gen<string> Texts = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => Valid(t.Item));

    private static readonly Gen<object> Scalars = Gen.OneOf(
        Texts.Select(t => (object)t),
        ArbMap.Default.GeneratorFor<long>().Select(n => (object)n),
        Gen.Elements<object>(long.MinValue, long.MaxValue, 0L, -0.0, double.Epsilon, double.MaxValue, double.NaN, "", "'''\"\"\"\\", "\ud83d\ude00"),
        ArbMap.Default.GeneratorFor<double>().Select(d => (object)d),
        ArbMap.Default.GeneratorFor<bool>().Select(b => (object)b));

    [Fact]
    public void What_is_written_is_read_back() => Check(Maps(Values(3)).ToArbitrary(), map =>
    {
        var root = Read(string.Concat(map.Select(p => TomlWriter.Pair(p.Key, p.Value))));
        return Same(root, map);
    });

    [Fact]
    public void Headers_dotted_keys_and_inline_tables_say_the_same() => Check(Maps(Maps(Scalars).Select(m => (object)m)).ToArbitrary(), map =>
    {
        var tables = map.Select(p => (p.Key, Map: (IReadOnlyDictionary<string, object>)p.Value)).ToList();
        var headers = string.Concat(tables.Select(t => $"[{TomlWriter.Quote(t.Key)}]\r\n{string.Concat(t.Map.Select(p => TomlWriter.Pair(p.Key, p.Value)))}"));
        var dotted = string.Concat(tables.Where(t => t.Map.Count > 0).SelectMany(t => t.Map.Select(p => $"{TomlWriter.Quote(t.Key)} . {TomlWriter.Pair(p.Key, p.Value)}")));
        var filled = tables.Where(t => t.Map.Count > 0).ToDictionary(t => t.Key, object (t) => t.Map);
        return Same(Read(headers), map) && Same(Read(dotted), filled);
    });

    [Fact]
    public void A_key_twice_is_refused() => Check(Maps(Scalars).Where(m => m.Count > 0).ToArbitrary(), map =>
    {
        var toml = string.Concat(map.Append(map.First()).Select(p => TomlWriter.Pair(p.Key, p.Value)));
        return TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t").Error is { } error && error.Place.Line == map.Count + 1;
    });

    [Fact]
    public void Any_bytes_are_read_or_refused() => Check(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var document = TomlReader.Read(bytes, "t");
        return document.Root is null != document.Error is null;
    });

    [Fact]
    public void Any_change_of_a_character_is_read_or_refused()
    {
        const string Toml = "a.\"b\" = { c = [1, 0x2F, 2.5e3, 'x', \"\\u00e9\"], d = 1979-05-27 07:32:00.5-07:00 }\r\n[[t]]\n[t.u] # n\ns = \"\"\"\n a\\\n b\"\"\"\"\"\nl = '''x'''\n";
        var changes = Gen.Choose(0, Toml.Length - 1).SelectMany(at => Gen.Elements("[]{}.,='\"\\#\n\r\t -+_:0e1xzTn\0é".ToCharArray()).Select(c => Toml[..at] + c + Toml[(at + 1)..]));
        Check(changes.ToArbitrary(), toml =>
        {
            var document = TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t");
            return document.Root is null != document.Error is null;
        });
    }

    private static void Check<T>(Arbitrary<T> values, Func<T, bool> holds) => Prop.ForAll(values, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Gen<object> Values(int depth) => depth == 0 ? Scalars : Gen.OneOf(
        Scalars,
        Values(depth - 1).ListOf().Select(l => (object)l.Take(5).ToList()),
        Maps(Scalars).Select(m => (object)m));

    private static Gen<IReadOnlyDictionary<string, object>> Maps(Gen<object> values) =>
        Texts.SelectMany(key => values.Select(value => (key, value))).ListOf().Select(IReadOnlyDictionary<string, object> (pairs) =>
            pairs.Take(20).DistinctBy(p => p.key).ToDictionary(p => p.key, p => p.value));

    private static string Valid(string text) => string.Concat(text.EnumerateRunes());

    private static YamlMap Read(string toml)
    {
        var document = TomlReader.Read(Encoding.UTF8.GetBytes(toml), "t");
        return document.Root ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{document.Error}\n{toml}"));
    }

    private static bool Same(YamlNode node, object value) => (node, value) switch
    {
        (YamlScalar scalar, _) => scalar.Value!.Equals(value),
        (YamlList list, IReadOnlyList<object> values) => list.Items.Count == values.Count && list.Items.Zip(values).All(p => Same(p.First, p.Second)),
        (YamlMap map, IReadOnlyDictionary<string, object> values) => map.Entries.Count == values.Count && map.Entries.All(e => values.TryGetValue(e.Key, out var v) && Same(e.Value, v)),
        _ => false,
    };
}
