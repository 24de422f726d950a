// SPDX-License-Identifier: Apache-2.0
// See lazy_libraries.cpp. Entry: the number of the function is on the stack above the return address of its caller. All registers that
// can hold arguments (al, too: the number of vector registers of a call with "...") are kept over the search.
	.text
	.hidden	plumb_lazy_resolve
	.globl	plumb_lazy_entry
	.hidden	plumb_lazy_entry
	.type	plumb_lazy_entry, @function
plumb_lazy_entry:
	.cfi_startproc
	.cfi_adjust_cfa_offset 8
	pushq	%rbp
	.cfi_adjust_cfa_offset 8
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	andq	$-16, %rsp
	subq	$192, %rsp
	movq	%rdi, 0(%rsp)
	movq	%rsi, 8(%rsp)
	movq	%rdx, 16(%rsp)
	movq	%rcx, 24(%rsp)
	movq	%r8, 32(%rsp)
	movq	%r9, 40(%rsp)
	movq	%rax, 48(%rsp)
	movaps	%xmm0, 64(%rsp)
	movaps	%xmm1, 80(%rsp)
	movaps	%xmm2, 96(%rsp)
	movaps	%xmm3, 112(%rsp)
	movaps	%xmm4, 128(%rsp)
	movaps	%xmm5, 144(%rsp)
	movaps	%xmm6, 160(%rsp)
	movaps	%xmm7, 176(%rsp)
	movq	8(%rbp), %rdi
	call	plumb_lazy_resolve
	movq	%rax, %r11
	movq	0(%rsp), %rdi
	movq	8(%rsp), %rsi
	movq	16(%rsp), %rdx
	movq	24(%rsp), %rcx
	movq	32(%rsp), %r8
	movq	40(%rsp), %r9
	movq	48(%rsp), %rax
	movaps	64(%rsp), %xmm0
	movaps	80(%rsp), %xmm1
	movaps	96(%rsp), %xmm2
	movaps	112(%rsp), %xmm3
	movaps	128(%rsp), %xmm4
	movaps	144(%rsp), %xmm5
	movaps	160(%rsp), %xmm6
	movaps	176(%rsp), %xmm7
	leave
	.cfi_def_cfa %rsp, 16
	addq	$8, %rsp
	.cfi_adjust_cfa_offset -8
	jmp	*%r11
	.cfi_endproc
	.size	plumb_lazy_entry, .-plumb_lazy_entry

// A function: jumps through its slot, which first leads to the search and later to the real one.
	.macro	plumb_lazy_function name, number
	.globl	\name
	.hidden	\name
	.type	\name, @function
\name:
	endbr64
	jmp	*plumb_lazy_slots+8*\number(%rip)
.Lsearch\number:
	endbr64
	pushq	$\number
	jmp	plumb_lazy_entry
	.size	\name, .-\name
	.section .data.rel.plumb_lazy, "aw"
	.quad	.Lsearch\number
	.text
	.endm
	.section .data.rel.plumb_lazy, "aw"
	.balign	8
	.globl	plumb_lazy_slots
	.hidden	plumb_lazy_slots
plumb_lazy_slots:
	.text
