using System.Runtime.InteropServices;
using System.Text;

namespace Kptn.Engine.Execution.Processes;

/// <summary>A null-terminated array of C strings in one block of native memory.</summary>
internal sealed unsafe class UnixStrings : IDisposable
{
    private readonly byte* _block;

    public UnixStrings(IEnumerable<string> values)
    {
        var list = values as IReadOnlyList<string> ?? values.ToList();
        var size = (nuint)(list.Count + 1) * (nuint)sizeof(byte*);
        foreach (var value in list) size += (nuint)Encoding.UTF8.GetByteCount(value) + 1;
        _block = (byte*)NativeMemory.Alloc(size);
        Pointer = (byte**)_block;
        var text = _block + ((list.Count + 1) * sizeof(byte*));
        for (var i = 0; i < list.Count; i++)
        {
            Pointer[i] = text;
            var count = Encoding.UTF8.GetBytes(list[i], new Span<byte>(text, Encoding.UTF8.GetByteCount(list[i])));
            text[count] = 0;
            text += count + 1;
        }

        Pointer[list.Count] = null;
    }

    public byte** Pointer { get; }

    public void Dispose() => NativeMemory.Free(_block);
}
