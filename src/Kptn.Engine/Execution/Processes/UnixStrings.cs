using System.Runtime.InteropServices;
using System.Text;

namespace Kptn.Engine.Execution.Processes;

/// <summary>A null-terminated array of C strings in one block of native memory.</summary>
internal sealed unsafe class UnixStrings : IDisposable
{
    private readonly byte* _block;

    /// <summary>The program and its arguments.</summary>
    public UnixStrings(string first, IReadOnlyList<string> others)
    {
        var size = Encoding.UTF8.GetMaxByteCount(first.Length) + 1;
        foreach (var other in others) size += Encoding.UTF8.GetMaxByteCount(other.Length) + 1;
        _block = Allocate(others.Count + 1, size, out var text);
        Add(0, first, ref text);
        for (var i = 0; i < others.Count; i++) Add(i + 1, others[i], ref text);
    }

    /// <summary>An environment, as <c>NAME=value</c>.</summary>
    public UnixStrings(IReadOnlyDictionary<string, string> environment)
    {
        var size = 0;
        foreach (var (name, value) in environment) size += Encoding.UTF8.GetMaxByteCount(name.Length + value.Length) + 2;
        _block = Allocate(environment.Count, size, out var text);
        var i = 0;
        foreach (var (name, value) in environment)
        {
            Pointer[i++] = text;
            text += Encoding.UTF8.GetBytes(name, new Span<byte>(text, Encoding.UTF8.GetMaxByteCount(name.Length)));
            *text++ = (byte)'=';
            text += Encoding.UTF8.GetBytes(value, new Span<byte>(text, Encoding.UTF8.GetMaxByteCount(value.Length)));
            *text++ = 0;
        }
    }

    public byte** Pointer { get; private set; }

    public void Dispose() => NativeMemory.Free(_block);

    private byte* Allocate(int count, int size, out byte* text)
    {
        var head = (count + 1) * sizeof(byte*);
        var block = (byte*)NativeMemory.Alloc((nuint)(head + size));
        Pointer = (byte**)block;
        Pointer[count] = null;
        text = block + head;
        return block;
    }

    private void Add(int index, string value, ref byte* text)
    {
        Pointer[index] = text;
        text += Encoding.UTF8.GetBytes(value, new Span<byte>(text, Encoding.UTF8.GetMaxByteCount(value.Length)));
        *text++ = 0;
    }
}
