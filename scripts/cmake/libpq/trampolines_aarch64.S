// SPDX-License-Identifier: Apache-2.0
// See lazy_libraries.cpp. Entry: the number of the function is in x16. All registers that can hold arguments are kept over the
// search.
	.text
	.hidden	plumb_lazy_resolve
	.globl	plumb_lazy_entry
	.hidden	plumb_lazy_entry
	.type	plumb_lazy_entry, %function
plumb_lazy_entry:
	.cfi_startproc
	stp	x29, x30, [sp, #-224]!
	.cfi_def_cfa_offset 224
	.cfi_offset 29, -224
	.cfi_offset 30, -216
	mov	x29, sp
	stp	x0, x1, [sp, #16]
	stp	x2, x3, [sp, #32]
	stp	x4, x5, [sp, #48]
	stp	x6, x7, [sp, #64]
	str	x8, [sp, #80]
	stp	q0, q1, [sp, #96]
	stp	q2, q3, [sp, #128]
	stp	q4, q5, [sp, #160]
	stp	q6, q7, [sp, #192]
	mov	x0, x16
	bl	plumb_lazy_resolve
	mov	x16, x0
	ldp	x0, x1, [sp, #16]
	ldp	x2, x3, [sp, #32]
	ldp	x4, x5, [sp, #48]
	ldp	x6, x7, [sp, #64]
	ldr	x8, [sp, #80]
	ldp	q0, q1, [sp, #96]
	ldp	q2, q3, [sp, #128]
	ldp	q4, q5, [sp, #160]
	ldp	q6, q7, [sp, #192]
	ldp	x29, x30, [sp], #224
	.cfi_def_cfa_offset 0
	br	x16
	.cfi_endproc
	.size	plumb_lazy_entry, .-plumb_lazy_entry

// A function: jumps through its slot, which first leads to the search and later to the real one.
	.macro	plumb_lazy_function name, number
	.globl	\name
	.hidden	\name
	.type	\name, %function
\name:
	hint	#34
	adrp	x16, plumb_lazy_slots+8*\number
	ldr	x16, [x16, #:lo12:plumb_lazy_slots+8*\number]
	br	x16
.Lsearch\number:
	hint	#36
	mov	x16, #\number
	b	plumb_lazy_entry
	.size	\name, .-\name
	.section .data.rel.plumb_lazy, "aw"
	.xword	.Lsearch\number
	.text
	.endm
	.section .data.rel.plumb_lazy, "aw"
	.balign	8
	.globl	plumb_lazy_slots
	.hidden	plumb_lazy_slots
plumb_lazy_slots:
	.text
