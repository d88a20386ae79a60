using System.Numerics;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Writes a tree: each text once, then the nodes in order with their places.</summary>
/// <param name="writer">Gets it.</param>
internal sealed class YamlCacheWriter(BinaryWriter writer)
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public void Save(YamlNode root)
    {
        Collect(root);
        writer.Write7BitEncodedInt(_texts.Count);
        foreach (var text in _texts.Keys) writer.Write(text);
        Write(root);
    }

    private void Collect(YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.Entries)
                {
                    _texts.TryAdd(entry.Key, _texts.Count);
                    Collect(entry.Value);
                }

                break;
            case YamlList list:
                foreach (var item in list.Items) Collect(item);
                break;
            case YamlScalar scalar:
                _texts.TryAdd(scalar.Text, _texts.Count);
                break;
        }
    }

    private void Write(YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                Head(YamlCacheKind.Map, map.Place);
                writer.Write7BitEncodedInt(map.Entries.Count);
                foreach (var entry in map.Entries)
                {
                    writer.Write7BitEncodedInt(_texts[entry.Key]);
                    Write(entry.KeyPlace);
                    Write(entry.Value);
                }

                break;
            case YamlList list:
                Head(YamlCacheKind.List, list.Place);
                writer.Write7BitEncodedInt(list.Items.Count);
                foreach (var item in list.Items) Write(item);
                break;
            case YamlScalar scalar:
                Head(KindOf(scalar.Value), scalar.Place);
                writer.Write7BitEncodedInt(_texts[scalar.Text]);
                if (scalar.Value is long number) writer.Write7BitEncodedInt64(number);
                if (scalar.Value is double real) writer.Write(real);
                break;
        }
    }

    private void Head(YamlCacheKind kind, Place place)
    {
        writer.Write((byte)kind);
        Write(place);
    }

    private void Write(Place place)
    {
        writer.Write7BitEncodedInt(place.Line);
        writer.Write7BitEncodedInt(place.Column);
    }

    private static YamlCacheKind KindOf(object? value) => value switch
    {
        null => YamlCacheKind.Null,
        true => YamlCacheKind.True,
        false => YamlCacheKind.False,
        long => YamlCacheKind.Integer,
        double => YamlCacheKind.Float,
        BigInteger => YamlCacheKind.Big,
        _ => YamlCacheKind.Text,
    };
}
