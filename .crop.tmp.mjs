import sharp from 'sharp';
// crop.mjs out h files... : tops of files side by side
const [,, out, h, ...files] = process.argv;
const imgs = await Promise.all(files.map(async f => { const m = await sharp(f).metadata(); const hh=Math.min(+h||m.height, m.height); return { input: await sharp(f).extract({left:0,top:0,width:m.width,height:hh}).png().toBuffer(), w:m.width, h:hh }; }));
const W=imgs.reduce((s,i)=>s+i.w+20,0), H=Math.max(...imgs.map(i=>i.h)); let x=0;
const canvas=sharp({create:{width:W,height:H,channels:3,background:'#f0f'}}).composite(imgs.map(i=>{const c={input:i.input,left:x,top:0}; x+=i.w+20; return c;}));
await canvas.png().toFile(out);
