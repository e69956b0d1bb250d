using System.Diagnostics;

namespace Platform.Expressions.Patterns;

/// <summary>Writes a pattern as a program.</summary>
internal static class PatternCompiler
{
    /// <summary>The program, its start at 0.</summary>
    public static IReadOnlyList<PatternInstruction> Compile(PatternNode root)
    {
        List<PatternInstruction> program = [];
        Emit(program, root);
        program.Add(new PatternInstruction(PatternInstructionKind.Found));
        return program;
    }

    private static void Emit(List<PatternInstruction> program, PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Set n: program.Add(new PatternInstruction(PatternInstructionKind.Character, Characters: n.Characters)); break;
            case PatternNode.Anchor n: program.Add(new PatternInstruction(n.IsStart ? PatternInstructionKind.Start : PatternInstructionKind.End)); break;
            case PatternNode.Sequence n: foreach (PatternNode part in n.Parts) Emit(program, part); break;
            case PatternNode.Alternation n: Branches(program, n.Branches, 0); break;
            case PatternNode.Repeat n: Repeat(program, n); break;
            default: throw new UnreachableException();
        }
    }

    private static void Branches(List<PatternInstruction> program, IReadOnlyList<PatternNode> branches, int first)
    {
        List<int> ends = [];
        for (int i = first; i < branches.Count - 1; i++)
        {
            int split = Reserve(program);
            Emit(program, branches[i]);
            ends.Add(Reserve(program));
            program[split] = Split(split + 1, program.Count);
        }

        Emit(program, branches[^1]);
        foreach (int end in ends) program[end] = Split(program.Count, program.Count);
    }

    private static void Repeat(List<PatternInstruction> program, PatternNode.Repeat node)
    {
        for (int i = 0; i < node.Least; i++) Emit(program, node.Part);
        if (node.Most is null)
        {
            int split = Reserve(program);
            Emit(program, node.Part);
            program.Add(Split(split, split));
            program[split] = Split(split + 1, program.Count);
            return;
        }

        List<int> exits = [];
        for (int i = node.Least; i < node.Most; i++)
        {
            exits.Add(Reserve(program));
            Emit(program, node.Part);
        }

        foreach (int exit in exits) program[exit] = Split(exit + 1, program.Count);
    }

    private static int Reserve(List<PatternInstruction> program)
    {
        program.Add(Split(0, 0));
        return program.Count - 1;
    }

    private static PatternInstruction Split(int first, int second) => new(PatternInstructionKind.Split, first, second);
}
