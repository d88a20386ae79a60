namespace Kptn.Engine.Graphs.Building;

/// <summary>Gives the smallest of the numbers put in. The framework's queue is compiled anew at each start; this one is compiled ahead.</summary>
internal sealed class NumberHeap
{
    private int[] _numbers = new int[16];
    private int _count;

    public void Add(int number)
    {
        if (_count == _numbers.Length) Array.Resize(ref _numbers, _count * 2);
        var place = _count++;
        while (place > 0 && _numbers[(place - 1) / 2] is var parent && parent > number)
        {
            _numbers[place] = parent;
            place = (place - 1) / 2;
        }

        _numbers[place] = number;
    }

    public bool TryTake(out int smallest)
    {
        smallest = _numbers[0];
        if (_count == 0) return false;
        var last = _numbers[--_count];
        var place = 0;
        while ((place * 2) + 1 is var child && child < _count)
        {
            if (child + 1 < _count && _numbers[child + 1] < _numbers[child]) child++;
            if (_numbers[child] >= last) break;
            _numbers[place] = _numbers[child];
            place = child;
        }

        _numbers[place] = last;
        return true;
    }
}
