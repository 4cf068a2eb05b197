# SPDX-License-Identifier: MIT
"""Writes mutant schemata: sources that hold every mutant at once, each behind a number chosen when the program runs.

Clang's syntax tree says where the expressions are; the mutants are text. An expression `a < b` becomes

    (
    chosen_mutant(7)?(a <= b)
    :chosen_mutant(8)?(a >= b)
    :a < b)

with every mutant on a line of its own, by which a compiler's complaint about it is recognised.
"""
import json
import re
import subprocess
from dataclasses import dataclass, field

RELATIONAL = {'<': ('<=', '>='), '<=': ('<', '>'), '>': ('>=', '<='), '>=': ('>', '<'), '==': ('!=',), '!=': ('==',)}
ARITHMETIC = {'+': ('-',), '-': ('+',), '*': ('/',), '/': ('*',), '%': ('*',), '<<': ('>>',), '>>': ('<<',),
              '&': ('|',), '|': ('&',), '^': ('&',)}
ASSIGNMENT = {'+=': ('-=',), '-=': ('+=',), '*=': ('/=',), '/=': ('*=',), '%=': ('*=',), '<<=': ('>>=',),
              '>>=': ('<<=',), '&=': ('|=',), '|=': ('&=',)}
SWAPS = RELATIONAL | ARITHMETIC | ASSIGNMENT
TRANSPARENT = {'ParenExpr', 'ImplicitCastExpr', 'ExprWithCleanups', 'MaterializeTemporaryExpr', 'CXXBindTemporaryExpr',
               'ConstantExpr', 'SubstNonTypeTemplateParmExpr'}
# What is never run, or only by the compiler.
SKIPPED = {'StaticAssertDecl', 'ConstantExpr', 'RequiresExpr', 'ConceptSpecializationExpr', 'ConceptDecl', 'EnumDecl',
           'FullComment', 'UnaryExprOrTypeTraitExpr', 'CXXNoexceptExpr', 'SubstNonTypeTemplateParmExpr',
           'CXXDeductionGuideDecl', 'TypeAliasDecl', 'TypeAliasTemplateDecl', 'TemplateTypeParmDecl',
           'NonTypeTemplateParmDecl', 'BindingDecl'}
FUNCTIONS = {'FunctionDecl', 'CXXMethodDecl', 'CXXConstructorDecl', 'CXXConversionDecl', 'CXXDestructorDecl'}
VARIABLES = {'VarDecl', 'VarTemplateSpecializationDecl', 'VarTemplatePartialSpecializationDecl'}
PATTERNS = {'FunctionTemplateDecl': FUNCTIONS, 'ClassTemplateDecl': {'CXXRecordDecl'}, 'VarTemplateDecl': {'VarDecl'}}
VISITORS = {'fields', 'inputs'}
CALLS = {'CallExpr', 'CXXMemberCallExpr'}
SYMMETRIC = {'min', 'max'}  # the same in either order, for values that are alike when they are equal


@dataclass
class Mutant:
    path: str       # as in the tree: include/kpi/core/wide.hpp
    function: str
    before: str
    after: str     # empty for a statement that is left out
    number: int
    line: int      # where it stands in the original

    @property
    def change(self):
        return '%s: %s  =>  %s' % (self.function, self.before, self.after or '(left out)')


@dataclass
class Point:
    """A place that has mutants: an expression, a condition (converted to bool), or a statement that may be left out."""
    begin: int
    end: int
    function: str
    kind: str = 'expression'
    alternatives: list = field(default_factory=list)


ORDER = ('statement', 'condition', 'expression')  # from the outermost, where they stand at the same place
WRAPPED = {'statement': 'void', 'condition': 'bool', 'expression': ''}


def one_line(text):
    text = re.sub(r'//[^\n"]*$', '', text, flags=re.M)
    return re.sub(r'\s*\n\s*', ' ', text).strip()


class File:
    def __init__(self, path, text):
        self.path = path
        self.text = text  # bytes: the tree counts them
        self.points = {}

    def slice(self, begin, end):
        return self.text[begin:end].decode()

    def add(self, begin, end, function, alternative, kind='expression'):
        point = self.points.setdefault((begin, end, kind), Point(begin, end, function, kind))
        if alternative not in point.alternatives and one_line(alternative) != one_line(self.slice(begin, end)):
            point.alternatives.append(alternative)

    def write(self, number, dropped):
        """The mutated text, and its mutants by the line each stands on."""
        mutants = {}
        points = sorted(self.points.values(), key=lambda p: (p.begin, -p.end, ORDER.index(p.kind)))
        out = []
        line = 1
        at = 0
        stack = []

        def emit(text):
            nonlocal line
            out.append(text)
            line += text.count('\n')

        def copy_to(end):
            nonlocal at
            emit(self.slice(at, end))
            at = end

        for p in points + [Point(len(self.text), len(self.text), '')]:
            while stack and stack[-1].end <= p.begin:
                copy_to(stack[-1].end)
                emit(')')
                stack.pop()
            if stack and p.end > stack[-1].end:
                continue  # overlaps: not an expression of the text
            copy_to(p.begin)
            if p.begin == p.end:
                break
            source = one_line(self.slice(p.begin, p.end))
            kept = []
            for alternative in map(one_line, p.alternatives):
                place = (p.function, source, p.kind, alternative)
                if place not in dropped:
                    kept.append((Mutant(self.path, p.function, source, alternative, number,
                                        self.text.count(b'\n', 0, p.begin) + 1), place))
                    number += 1
            if not kept:
                continue
            emit('(\n')
            for mutant, place in kept:
                emit('chosen_mutant(%d)?%s(%s)' % (mutant.number, WRAPPED[p.kind], mutant.after))
                mutants[line] = (mutant, place)
                emit('\n:')
            emit(WRAPPED[p.kind] + '(')
            stack += [p, p]
        return ''.join(out), mutants, number


class Reader:
    """Finds the places of one translation unit's tree that have mutants."""

    def __init__(self, files, fields, packs):
        self.files = files
        self.current = None    # the file of the location read last, which the tree does not repeat
        self.function = ''
        self.fields = fields   # a struct and a field of it -> its fields that have the same type
        self.packs = packs     # functions that take any number of arguments

    # Where things are.

    def locate(self, place):
        for name in ('spellingLoc', 'expansionLoc'):
            if name in place:
                self.locate(place[name])
        if 'file' in place:
            self.current = place['file']

    def range_of(self, node):
        """The bytes of a node in the file it stands in, None when it does not stand there as text."""
        begin = node.get('range', {}).get('begin', {})
        end = node.get('range', {}).get('end', {})
        begin = begin.get('expansionLoc', begin)
        end = end.get('expansionLoc', end)
        if 'offset' not in begin or 'offset' not in end:
            return None
        return begin['offset'], end['offset'] + end['tokLen']

    def file(self):
        path = self.current
        return self.files.get(path)

    # The two passes.

    def structs(self, node):
        stack = [node]
        while stack:
            n = stack.pop()
            kind = n.get('kind')
            inner = n.get('inner', ())
            if kind == 'CXXRecordDecl':
                fields = [f for f in inner if f.get('kind') == 'FieldDecl' and f.get('name')]
                for f in fields:
                    same = [g['name'] for g in fields if g['type'] == f['type']]
                    self.fields[n.get('name'), f['name']] = same
            if kind == 'FunctionTemplateDecl' and any(
                    p.get('kind') == 'ParmVarDecl' and '...' in p.get('type', {}).get('qualType', '')
                    for f in inner[:8] if f.get('kind') in FUNCTIONS for p in f.get('inner', ())):
                self.packs.add(n.get('name'))
            stack.extend(inner)

    def walk(self, node, parent=None, statement=False):
        kind = node.get('kind')
        if 'loc' in node:
            self.locate(node['loc'])
        for place in ('begin', 'end'):
            if place in node.get('range', {}):
                self.locate(node['range'][place])
        if not kind or kind in SKIPPED or kind.endswith('Attr') or kind.endswith('Comment'):
            self.pass_by(node)
            return
        if kind in VARIABLES and node.get('constexpr'):
            self.pass_by(node)
            return
        if kind in FUNCTIONS:
            if node.get('immediate') or node.get('explicitlyDefaulted') or node.get('isImplicit') or \
                    self.makes_constant(node) or self.is_constant(node, kind):
                self.pass_by(node)
                return
            outer = self.function
            if node.get('name') != 'operator()' or not self.function:
                self.function = node.get('name', '')
            self.children(node)
            self.function = outer
            return
        file = self.file()
        span = self.range_of(node)
        if file is not None and span is not None and span[0] < span[1]:
            self.mutate(file, node, kind, span, parent, statement)
        self.children(node)

    def makes_constant(self, node):
        """Whether it is a lambda outside of functions that is called at once."""
        span = self.range_of(node)
        return not self.function and node.get('name') == 'operator()' and span is not None and \
            self.file() is not None and self.file().slice(span[1], span[1] + 2) == '()'

    def is_constant(self, node, kind):
        """Whether it is a function of nothing but types, which the compiler works out like a variable template."""
        return kind == 'FunctionDecl' and node.get('constexpr') and \
            not any(child.get('kind') == 'ParmVarDecl' for child in node.get('inner', ()))

    def pass_by(self, node):
        """Follows the locations of what is skipped, since the tree names a file only where it changes."""
        for key, value in node.items():
            if isinstance(value, dict):
                if key in ('loc', 'begin', 'end', 'spellingLoc', 'expansionLoc'):
                    self.locate(value)
                if key == 'range':
                    self.pass_by(value)
            elif key == 'inner':
                for child in value:
                    self.pass_by(child)

    def children(self, node):
        kind = node.get('kind')
        inner = node.get('inner', ())
        if kind in PATTERNS:  # what is written once is changed once; the instantiations follow it
            written = next((i for i, child in enumerate(inner) if child.get('kind') in PATTERNS[kind]), -1)
            inner = inner[:written + 1]
        for i, child in enumerate(inner):
            is_constraint = (kind in PATTERNS or kind in FUNCTIONS) and \
                child.get('kind', '').endswith(('Expr', 'Operator'))
            if is_constraint or kind == 'IfStmt' and node.get('isConstexpr') and i == 0:
                self.pass_by(child)
                continue
            if kind == 'CompoundStmt':
                is_statement = True
            elif kind in ('IfStmt', 'WhileStmt', 'ForStmt', 'CXXForRangeStmt'):
                is_statement = i > 0 and i == len(inner) - 1 or kind == 'IfStmt' and i > 0 and node.get('hasElse') \
                    and i == len(inner) - 2
            else:
                is_statement = False
            self.walk(child, node, is_statement)

    # The operators.

    def mutate(self, file, node, kind, span, parent, statement):
        begin, end = span
        inner = node.get('inner', ())
        add = lambda text: file.add(begin, end, self.function, text)
        text = file.slice(begin, end)

        if kind in ('BinaryOperator', 'CompoundAssignOperator', 'CXXOperatorCallExpr', 'CXXRewrittenBinaryOperator'):
            self.operator(file, node, kind, span, add)
        elif kind == 'UnaryOperator':
            code = node.get('opcode')
            operand = self.range_of(inner[0])
            if operand and code in ('!', '-', '~') and begin < operand[0] and operand[1] == end:
                file.add(begin, end, self.function, file.slice(*operand), 'condition' if code == '!' else 'expression')
            elif operand and code == '++':
                add(text.replace('++', '--'))
            elif operand and code == '--':
                add(text.replace('--', '++'))
        elif kind in ('IntegerLiteral', 'FloatingLiteral'):
            # An ordering compares with a literal 0 only.
            ordering = parent and (parent.get('castKind') in ('NullToPointer', 'NullToMemberPointer') or
                                   '<=>' in file.slice(*(self.range_of(parent) or span)))
            if not ordering and re.fullmatch(r"[0-9][0-9a-fA-FxX'.]*[uUlL]*", text):
                add('%s + 1' % text)
                if not re.fullmatch(r'0[uUlL]*', text):
                    add('%s - 1' % text)
        elif kind == 'CXXBoolLiteralExpr' and text in ('true', 'false'):
            add('false' if text == 'true' else 'true')
        elif kind == 'MemberExpr':
            name = node.get('name')
            struct = re.sub(r'\bconst\b|\w+::|[*&\s]', '', inner[0].get('type', {}).get('qualType', '')) if inner else ''
            names = self.fields.get((struct, name), ())
            if name in names and len(names) > 1 and text.endswith(name):
                other = names[(names.index(name) + 1) % len(names)]
                add(text[:len(text) - len(name)] + other)
        elif kind in CALLS:
            self.call(file, node, span, add)

        for condition in self.conditions(node, kind):
            self.negate(file, condition)
        if statement and '.reserve(' not in text and (kind in CALLS or kind in ('CXXOperatorCallExpr', 'BinaryOperator', 'CompoundAssignOperator',
                                                    'UnaryOperator', 'ExprWithCleanups')):
            file.add(begin, end, self.function, '', 'statement')

    def operator(self, file, node, kind, span, add):
        inner = node.get('inner', ())
        if kind == 'CXXRewrittenBinaryOperator':
            inner = self.rewritten(node)
        operands = inner[1:] if kind in ('CXXOperatorCallExpr', 'CXXRewrittenBinaryOperator') else inner
        spans = [self.range_of(o) for o in operands]
        if len(spans) != 2 or None in spans:
            return
        left, right = sorted(spans)
        if left[0] != span[0] or right[1] != span[1] or left[1] > right[0]:
            return
        gap = file.slice(left[1], right[0])
        code = one_line(gap)
        a, b = file.slice(*left), file.slice(*right)
        for other in SWAPS.get(code, ()):
            add('%s %s %s' % (a, other, b))
        if code in ('&&', '||'):
            for operand in (a, b):
                file.add(*span, self.function, operand, 'condition')

    def rewritten(self, node):
        """The call of `==` or `<=>` in what the compiler made of `!=` or `<`."""
        stack = list(node.get('inner', ()))
        while stack:
            n = stack.pop(0)
            if n.get('kind') == 'CXXOperatorCallExpr':
                inner = n.get('inner', ())
                deeper = [d for d in inner[1:] if self.range_of(d) == self.range_of(node)]
                if deeper:
                    stack = deeper
                    continue
                return inner
            stack.extend(n.get('inner', ()))
        return ()

    def call(self, file, node, span, add):
        arguments = node.get('inner', ())[1:]
        spans = [self.range_of(a) for a in arguments if a.get('kind') != 'CXXDefaultArgExpr']
        if None in spans or any(not (span[0] < s[0] < s[1] <= span[1]) for s in spans) or spans != sorted(spans):
            return

        def text_with(order):
            parts = [file.slice(span[0], spans[0][0])]
            parts.append(', '.join(file.slice(*spans[i]) for i in order))
            parts.append(file.slice(spans[-1][1], span[1]))
            return ''.join(parts)

        callee = re.search(r'(\w+)\s*(<.*>)?\($', file.slice(span[0], spans[0][0]) if spans else '')
        if callee and callee[1] in self.packs and callee[1] not in VISITORS:
            for i in range(1, len(spans)):  # the order of a pack does not matter here
                add(text_with([j for j in range(len(spans)) if j != i]))
            return
        if callee and callee[1] in SYMMETRIC:
            return
        kinds = [self.plain_type(a) for a in arguments]
        for i in range(len(spans) - 1):
            if kinds[i] == kinds[i + 1] and 'dependent' not in kinds[i]:
                order = list(range(len(spans)))
                order[i], order[i + 1] = i + 1, i
                add(text_with(order))

    def plain_type(self, node):
        kind = node.get('type', {})
        name = kind.get('desugaredQualType', kind.get('qualType', 'dependent'))
        return re.sub(r'\bconst\b|[&\s]', '', name)

    def conditions(self, node, kind):
        inner = node.get('inner', ())
        if kind == 'IfStmt' and not node.get('isConstexpr') and not node.get('hasVar'):
            yield inner[1 if node.get('hasInit') else 0]
        elif kind == 'WhileStmt' and not node.get('hasVar'):
            yield inner[0]
        elif kind == 'ConditionalOperator':
            yield inner[0]
        elif kind == 'ReturnStmt' and inner and inner[0].get('type', {}).get('qualType') == 'bool':
            yield inner[0]

    def negate(self, file, node):
        span = self.range_of(node)
        while node.get('kind') in TRANSPARENT and node.get('inner'):
            node = node['inner'][0]
        text = file.slice(*span) if span else ''
        if not text or node.get('kind') in ('CXXBoolLiteralExpr', 'CXXRewrittenBinaryOperator') \
                or node.get('opcode') in ('!', '&&', '||', *RELATIONAL):
            return
        if node.get('kind') == 'CXXOperatorCallExpr' and \
                any(' %s ' % code in ' %s ' % text for code in RELATIONAL):
            return
        file.add(*span, self.function, '!(%s)' % text, 'condition')


def trees(source, flags, root, folder):
    """The namespaces of kpi in one source that stand in a file of the folder, as Clang 19 sees them."""
    run = subprocess.run(['clang++-19', '-std=c++20', '-fsyntax-only', *flags, '-Xclang', '-ast-dump=json', '-Xclang',
                          '-ast-dump-filter=kpi::', source], cwd=root, stdout=subprocess.PIPE, check=True)
    for document in run.stdout.split(b'\n}\n'):
        first = re.search(rb'"file": "([^"]*)"', document[:2000])
        if first and first[1].startswith(folder.encode()):
            yield json.loads(document + b'\n}')
