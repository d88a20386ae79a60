namespace Kptn.Engine.Languages.R;

/// <summary>What a node of an R expression is.</summary>
internal enum RNodeKind : byte
{
    /// <summary>A name; <see cref="RNode.Package"/> where it is qualified.</summary>
    Name,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number or reserved constant.</summary>
    Constant,

    /// <summary>A call: the function first, then the arguments.</summary>
    Call,

    /// <summary>An operator with its operands, including assignments and parentheses.</summary>
    Operator,

    /// <summary>An index: the object first, then the arguments.</summary>
    Index,

    /// <summary>A block of statements.</summary>
    Block,

    /// <summary>A function: the defaults of its parameters (their names in <see cref="RNode.Names"/>), then the body.</summary>
    Function,

    /// <summary>A for loop: sequence, body; the variable in <see cref="RNode.Text"/>.</summary>
    For,

    /// <summary>A while or repeat loop.</summary>
    Loop,

    /// <summary>An if: condition, consequence, alternative.</summary>
    If,

    /// <summary>An argument that was left empty.</summary>
    Empty,
}
